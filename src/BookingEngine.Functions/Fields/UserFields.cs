using BookingEngine.Users;

namespace BookingEngine.Functions.Fields;

internal static class UserFields
{
    public const string MailMessage = "must be one mail address such as name@example.com, without a display name";
    public const int MaximumName = 200;

    extension(RequestFields fields)
    {
        /// <summary>A required mail address. If it is invalid, the result is null and the request is refused.</summary>
        public EmailAddress Email(string name, string description) => fields.Required(name, description).Email()!;

        public string NewPassword(string name) => fields.Required(name, "At least 8 characters of any kind.").NewPassword() ?? "";

        public string FullName(string name) => fields.Name(name, "The user's name.", MaximumName);
    }

    extension(RequestValue value)
    {
        public EmailAddress? Email()
        {
            if (value.Text(1, EmailAddress.MaximumLength, "email") is not { } text)
            {
                return null;
            }

            var address = EmailAddress.TryParse(text);
            if (address is null)
            {
                value.Fail(MailMessage);
            }

            return address;
        }

        public string? NewPassword() => value.Text(PasswordRules.Minimum, PasswordRules.Maximum, "password");
    }
}
