using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Users.Passwords;
using BookingEngine.Users.Passwords;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What helps who has forgotten a password.</summary>
internal static class PasswordOperations
{
    public static Operation Recover => new(
        typeof(RecoverPasswordFunction), "Ask for a recovery mail",
        "Sends a mail with a link to choose a new password, if the address is registered. The answer is the same if it is not.")
    {
        Body = RequestBody.Json<RecoverPasswordRequest>(new() { ["email"] = Samples.Email }),
        Answer = new(200, "The mail is on its way, if the address is registered.", ApiJson.Default.MessageView)
        {
            Examples = new Dictionary<string, object> { ["sent"] = new MessageView("Recovery email sent") },
        },
        Problems = [Samples.Invalid("email", "must be one mail address such as name@example.com, without a display name")],
    };

    public static Operation Reset => new(
        typeof(ResetPasswordFunction), "Choose a new password",
        "Sets a new password with the token of a recovery mail, in a JSON body or, as older clients do, in the query. "
        + "The newest token alone is good, once, for an hour. Every session of the user ends.")
    {
        Parameters = RequestShapes.QueryOf<ResetPasswordQuery>(),
        Body = RequestBody.Json<ResetPasswordRequest>(new() { ["token"] = "Zk3mV0q1T9yXc2Lr8sWn4A", ["new_password"] = Samples.NewPassword }) with
        { IsRequired = false },
        Answer = new(200, "The new password holds.", ApiJson.Default.MessageView)
        {
            Examples = new Dictionary<string, object> { ["updated"] = new MessageView("Password updated") },
        },
        Problems = [Problem.Of(ResetPasswordHandler.InvalidToken), Samples.Invalid("new_password", "must have 8 to 128 characters")],
    };

    public static ViewDescription MessageShape => new("Message", ApiJson.Default.MessageView, "What was done.")
    {
        Fields = new Dictionary<string, FieldDescription> { ["msg"] = "What was done, in words." },
    };
}
