using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Users;

namespace BookingEngine.Functions.Fields;

internal static class UserFields
{
    public const string MailMessage = "must be one mail address such as name@example.com, without a display name";
    public const int MaximumName = 200;

    private static readonly ValueShape MailShape = ValueShape.Text with { MinLength = 1, MaxLength = EmailAddress.MaximumLength, Format = "email" };
    private static readonly string MailLengthMessage = $"must have 1 to {EmailAddress.MaximumLength} characters";

    private static readonly ValueShape PasswordShape =
        ValueShape.Text with { MinLength = PasswordRules.Minimum, MaxLength = PasswordRules.Maximum, Format = "password" };

    extension(RequestFields fields)
    {
        /// <summary>A required mail address. If it is invalid, the result is null and the request is refused.</summary>
        public EmailAddress Email(string name, string description) => fields.Required(name, description).Email()!;

        /// <summary>The required mail address of an account that may exist.</summary>
        public EmailAddress KnownEmail(string name, string description) => fields.Required(name, description).ParsedEmail(EmailAddress.TryParseKnown)!;

        public string NewPassword(string name) => fields.Required(name, "At least 8 characters of any kind. Not one of the most common passwords, and not the mail address.").NewPassword() ?? "";

        public string FullName(string name) => fields.Name(name, "The user's name.", MaximumName);
    }

    extension(RequestValue value)
    {
        public EmailAddress? Email() => value.ParsedEmail(EmailAddress.TryParse);

        // Its length counts without blanks around it.
        private EmailAddress? ParsedEmail(Func<string, EmailAddress?> parse)
        {
            if (value.Matching(_ => true, MailMessage, MailShape) is not { } text)
            {
                return null;
            }

            var address = parse(text);
            if (address is null)
            {
                value.Fail(EmailAddress.TrimBlanks(text).EnumerateRunes().Count() is >= 1 and <= EmailAddress.MaximumLength
                    ? MailMessage
                    : MailLengthMessage);
            }

            return address;
        }

        public string? NewPassword()
        {
            var text = value.Matching(_ => true, "", PasswordShape);
            if (text is null || PasswordRules.ErrorOf(text) is not { } error)
            {
                return text;
            }

            value.Fail(error);
            return null;
        }
    }
}
