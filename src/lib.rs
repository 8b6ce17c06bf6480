pub mod browser;
pub mod home;
pub mod program;
pub mod runtime;
