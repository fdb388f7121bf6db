using BookingEngine.Functions.Http;
using BookingEngine.Users;

namespace BookingEngine.Functions.Auth;

internal static class UserFields
{
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

    /// <summary>Length is all that is asked of a password: rules of composition make worse ones (NIST SP 800-63B, 3.1.1.2).</summary>
    public static string NewPassword(this BodyFields fields, string name) => fields.Text(name, 8, 128);
}
