using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Fields;

internal static class LanguageFields
{
    private static readonly ValueShape Shape = ValueShape.Text with { MinLength = 2, MaxLength = LanguageTag.MaximumLength };

    extension(RequestFields fields)
    {
        /// <summary>The language of a user; null if absent.</summary>
        public string? UserLocale(string ifOmitted) => fields.Optional(
            "locale", $"The language that the user reads, such as `de` or `pt-BR`. Mails are in it. {ifOmitted}").OrNull().Locale();
    }

    extension(RequestValue value)
    {
        /// <summary>A language tag in its usual spelling.</summary>
        public string? Locale() => value.Matching(text => LanguageTag.TryNormalize(text) is not null, LanguageTag.Message, Shape) is { } text
            ? LanguageTag.TryNormalize(text)
            : null;
    }
}
