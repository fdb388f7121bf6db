using BookingEngine.Functions.Http;
using BookingEngine.Users;

namespace BookingEngine.Functions.Auth;

internal static class UserFields
{
    private const int MinimumPassword = 8, MaximumPassword = 128;

    public static EmailAddress? Email(this BodyFields fields, string name)
    {
        var text = fields.Text(name, 1, EmailAddress.MaximumLength);
        var address = text.Length > 0 ? EmailAddress.TryParse(text) : null;
        if (text.Length > 0 && address is null)
        {
            fields.Errors.Add(name, "must be one mail address such as name@example.com, without a display name");
        }

        return address;
    }

    public static string FullName(this BodyFields fields, string name) => fields.Text(name, 1, 200);

    /// <summary>Length is all that is asked of a password: rules of composition make worse ones (NIST SP 800-63B, 3.1.1.2).</summary>
    public static string NewPassword(this BodyFields fields, string name) => fields.Text(name, MinimumPassword, MaximumPassword);

    public static string NewPassword(this QueryFields fields, string name)
    {
        var text = fields.Required(name);
        if (text.Length > 0 && !IsPassword(text))
        {
            fields.Errors.Add(name, $"must have {MinimumPassword} to {MaximumPassword} characters");
        }

        return text;
    }

    public static bool IsPassword(string text) => text.EnumerateRunes().Count() is >= MinimumPassword and <= MaximumPassword;
}
