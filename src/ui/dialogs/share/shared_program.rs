/// The program to share.
#[derive(Clone, Debug, Default)]
pub struct SharedProgram {
    /// The page's address without query and fragment.
    pub place: String,
    /// The title of the program.
    pub name: String,
    /// The same as a value in a query; empty if the program is a preset or has no title of its own.
    pub title_value: String,
    /// The id of the preset that it is.
    pub preset: Option<&'static str>,
    /// The program as a fragment, with its `#`; and as notation.
    pub fragment: String,
    pub notation: String,
    /// The seed of jitter; 1 by default.
    pub seed: u64,
    /// The keys of the query that say in which model it runs.
    pub model: Vec<(&'static str, String)>,
    /// The language of the code.
    pub language: &'static str,
}
