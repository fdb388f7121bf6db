using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>The password grant of RFC 6749.</summary>
public sealed record SignInRequest(string Username, string Password) : IRequest<SignInRequest>
{
    public static SignInRequest Read(RequestFields fields)
    {
        var request = new SignInRequest(
            fields.Required("username", "The registered mail address.").AnyText() ?? "",
            fields.Required("password", "The password.").AnyText("password") ?? "");
        fields.Optional("grant_type", "`password`, or omitted.").Matching(
            grant => grant is "" or "password", "must be password, or be omitted", ValueShape.Text with { Words = ["password"] });
        return request;
    }
}
