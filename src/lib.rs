pub mod home;
pub mod program;
