namespace BookingEngine.Functions.Pages.Sessions;

/// <param name="Secret">That the page shows, so that it can show it again.</param>
/// <param name="Otp">Null on the first page.</param>
public sealed record SecondFactorForm(string Password, string? Secret, string? Otp, string? Next) : IRequest<SecondFactorForm>
{
    private const int MaximumSecret = 64;

    public static SecondFactorForm Read(RequestFields fields) => new(
        fields.Optional("password").AnyText("password") ?? "", SecretOf(fields.Optional("secret").AnyText()),
        fields.Optional("otp").AnyText() is { Length: > 0 } otp ? otp : null, ReturnAddress.Checked(fields.Optional("next").AnyText()));

    private static string? SecretOf(string? text) =>
        text is { Length: > 0 and <= MaximumSecret } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7')) ? text : null;
}
