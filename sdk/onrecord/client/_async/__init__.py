"""The async client. The blocking one beside it is generated from this one."""
