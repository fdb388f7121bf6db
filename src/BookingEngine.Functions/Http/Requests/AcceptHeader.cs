using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Http.Requests;

internal static class AcceptHeader
{
    /// <summary>Whether the client names the media type and prefers it to JSON. For a wildcard, the answer is JSON.</summary>
    public static bool Prefers(this HttpRequest request, string mediaType) =>
        QualityOf(request, mediaType) is { } quality && quality > 0 && !(quality <= QualityOf(request, "application/json"));

    /// <summary>Whether the client names the media type with this parameter set to <c>true</c>.</summary>
    public static bool Asks(this HttpRequest request, string mediaType, string parameter) =>
        Find(request, mediaType)?.Parameters.FirstOrDefault(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase)) is { } found
        && HeaderUtilities.RemoveQuotes(found.Value).Equals("true", StringComparison.OrdinalIgnoreCase);

    private static double? QualityOf(HttpRequest request, string mediaType) => Find(request, mediaType) is { } named ? named.Quality ?? 1 : null;

    private static MediaTypeHeaderValue? Find(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            ? accepted.FirstOrDefault(a => a.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
            : null;
}
