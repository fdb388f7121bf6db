using BookingEngine.Languages;

namespace BookingEngine.Functions.Http.Requests;

/// <summary>The languages of <c>Accept-Language</c>.</summary>
internal static class AcceptedLanguages
{
    private const int Maximum = 3;

    /// <summary>The most wanted first, at most three. Empty if the header is absent or cannot be read.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request) =>
        Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? [.. accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1).Select(a => LanguageTag.TryNormalize(a.Value.ToString()))
                .OfType<string>().Distinct().Take(Maximum)]
            : [];
}
