namespace BookingEngine.Functions.Pages.Sessions;

/// <param name="Ticket">Of the page that asks for the code; null on the first page.</param>
/// <param name="Next">Where to go then.</param>
public sealed record SignInForm(string Email, string Password, string? Ticket, string? Otp, string? Next) : IRequest<SignInForm>
{
    public static SignInForm Read(RequestFields fields) => new(
        fields.Optional("email").AnyText() ?? "", fields.Optional("password").AnyText("password") ?? "", Given(fields, "ticket"), Given(fields, "otp"),
        ReturnAddress.Checked(Given(fields, "next")));

    private static string? Given(RequestFields fields, string name) => fields.Optional(name).AnyText() is { Length: > 0 } text ? text : null;
}
