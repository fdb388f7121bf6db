using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Passwords;
using BookingEngine.Users.Passwords;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What users see and change of themselves.</summary>
public static class UserOperations
{
    public static OperationGroup Group { get; } = new(
        "Users", "The user who is signed in.", [GetProfile, UpdateProfile, ChangePassword, SessionOperations.List, SessionOperations.End],
        [UserShape, SessionOperations.ListShape, SessionOperations.SessionShape]);

    private static Operation GetProfile => new(typeof(GetProfileFunction), "Get own profile", "Answers who is signed in.")
    {
        Answer = Profile("The caller's profile."),
    };

    private static Operation UpdateProfile => new(
        typeof(UpdateProfileFunction), "Update own profile", "Changes what the caller is called. The mail address stays.")
    {
        Body = RequestBody.Json<UpdateProfileRequest>(new() { ["full_name"] = Samples.FullName }),
        Answer = Profile("The profile as it is now."),
        Problems = [Samples.Invalid("full_name", "must have 1 to 200 characters")],
    };

    private static Operation ChangePassword => new(
        typeof(ChangePasswordFunction), "Change own password",
        "Changes the password of the caller, who has to know the old one, and ends every session but this one.")
    {
        Body = RequestBody.Json<ChangePasswordRequest>(new() { ["old_password"] = Samples.Password, ["new_password"] = Samples.NewPassword }),
        Answer = new(200, "The new password holds.", ApiJson.Default.MessageView)
        {
            Examples = new Dictionary<string, object> { ["changed"] = new MessageView("Password changed successfully") },
        },
        Problems =
        [
            Problem.Of(ChangePasswordHandler.OldPasswordIncorrect), Samples.Invalid("new_password", "must have 8 to 128 characters"),
        ],
    };

    private static Answer Profile(string description) => new(200, description, AccountsJson.Default.UserView)
    {
        Examples = new Dictionary<string, object> { ["profile"] = Samples.User },
    };

    private static ViewDescription UserShape => new("User", AccountsJson.Default.UserView, "A registered user.")
    {
        Fields = new Dictionary<string, FieldDescription>
        {
            ["id"] = "The user's id.",
            ["email"] = new("The mail address, as it was given.", "email"),
            ["full_name"] = "What the user is called.",
            ["created_at"] = new("When the user was registered.", "date-time"),
        },
    };
}
