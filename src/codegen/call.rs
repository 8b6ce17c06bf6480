use super::literal::width;

/// A call in source code: `head(arguments)`.
pub(super) struct Call {
    pub head: String,
    pub arguments: Vec<String>,
}

impl Call {
    pub fn new(head: impl Into<String>, arguments: Vec<String>) -> Self {
        Self { head: head.into(), arguments }
    }

    /// The width of the call on one line, in columns.
    pub fn width(&self) -> usize {
        width(&self.head) + self.arguments_width() + 2
    }

    /// The width of the arguments on one line, without the parentheses.
    pub fn arguments_width(&self) -> usize {
        let commas = 2 * self.arguments.len().saturating_sub(1);
        self.arguments.iter().map(|argument| width(argument)).sum::<usize>() + commas
    }

    pub fn arguments_joined(&self) -> String {
        self.arguments.join(", ")
    }
}
