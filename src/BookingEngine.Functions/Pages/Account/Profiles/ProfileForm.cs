using BookingEngine.Functions.Fields;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Account.Profiles;

/// <summary>What the forms of the page send. Each has some of it.</summary>
/// <param name="Name">Null if it is no name.</param>
/// <param name="Locale">Null for none.</param>
/// <param name="Email">Null if it is no mail address.</param>
public sealed record ProfileForm(string? Name, string? Locale, EmailAddress? Email, string Password, string NewPassword, string Otp) : IRequest<ProfileForm>
{
    public static ProfileForm Read(RequestFields fields) => new(
        Text(fields, "full_name").Trim().Length == 0 ? null : fields.FullName("full_name"),
        Text(fields, "locale").Length == 0 ? null : fields.Optional("locale").Locale(), EmailAddress.TryParse(Text(fields, "email")), Text(fields, "password"),
        Text(fields, "new_password"), Text(fields, "otp"));

    private static string Text(RequestFields fields, string name) => fields.Optional(name).AnyText() ?? "";
}
