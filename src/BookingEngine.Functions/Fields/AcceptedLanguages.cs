using BookingEngine.Languages;

namespace BookingEngine.Functions.Fields;

/// <summary>The languages of <c>Accept-Language</c>.</summary>
internal static class AcceptedLanguages
{
    private const int Maximum = 3;

    /// <summary>Separated by commas; null for none.</summary>
    public static string? ListOf(HttpRequest request) => Of(request) is { Count: > 0 } tags ? string.Join(',', tags) : null;

    /// <summary>The most wanted first, at most three. Empty if the header is absent or cannot be read.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request) =>
        Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? [.. accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1).Select(a => LanguageTag.TryNormalize(a.Value.ToString()))
                .OfType<string>().Distinct().Take(Maximum)]
            : [];
}
