using BookingEngine.Functions.Http.Requests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Users;

internal static class UserFields
{
    public const string MailFormat = "must be one mail address such as name@example.com, without a display name";

    public static EmailAddress? Email(this BodyFields fields, string name)
    {
        var text = fields.Text(name, 1, EmailAddress.MaximumLength);
        var address = text.Length > 0 ? EmailAddress.TryParse(text) : null;
        if (text.Length > 0 && address is null)
        {
            fields.Errors.Add(fields[name].Path, MailFormat);
        }

        return address;
    }

    public static string FullName(this BodyFields fields, string name) => fields.Text(name, 1, 200);

    public static string NewPassword(this BodyFields fields, string name) => fields.Text(name, PasswordRules.Minimum, PasswordRules.Maximum);

    public static string NewPassword(this QueryFields fields, string name)
    {
        var text = fields.Required(name);
        if (text.Length > 0 && !IsPassword(text))
        {
            fields.Errors.Add(name, $"must have {PasswordRules.Minimum} to {PasswordRules.Maximum} characters");
        }

        return text;
    }

    public static bool IsPassword(string text) => PasswordRules.IsAllowed(text);
}
