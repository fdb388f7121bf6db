using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Users.Sessions;

/// <summary>The password grant of RFC 6749.</summary>
/// <param name="GrantType">Null if it was omitted.</param>
public sealed record SignInRequest(string Username, string Password, string? GrantType, string? Otp) : IRequest<SignInRequest>
{
    private static readonly ValueShape GrantShape = ValueShape.Text with { Words = ["password"] };

    /// <summary>RFC 6749, 5.2.</summary>
    internal static Problem UnsupportedGrant { get; } = new(
        StatusCodes.Status400BadRequest, "unsupported_grant_type", "This grant type is not supported. Send grant_type=password, or omit it.")
    {
        Error = "unsupported_grant_type",
    };

    internal bool IsUnsupported => GrantType is not (null or "" or "password");

    public static SignInRequest Read(RequestFields fields) => new(
        fields.Required("username", "The registered mail address.").AnyText() ?? "",
        fields.Required("password", "The password.").AnyText("password") ?? "",
        fields.Optional("grant_type", "`password`, or omitted.").Matching(_ => true, "", GrantShape),
        fields.Optional("otp", "The code of the authenticator app, or a recovery code, if the account has a second factor.").AnyText());
}
