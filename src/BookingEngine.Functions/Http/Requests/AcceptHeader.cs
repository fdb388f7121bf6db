using Microsoft.Net.Http.Headers;

namespace BookingEngine.Functions.Http.Requests;

internal static class AcceptHeader
{
    /// <summary>Whether the client names the media type and prefers it to JSON. For a wildcard, the answer is JSON.</summary>
    public static bool Prefers(this HttpRequest request, string mediaType) =>
        QualityOf(request, mediaType) is { } quality && quality > 0 && !(quality <= QualityOf(request, "application/json"));

    private static double? QualityOf(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.FirstOrDefault(a => a.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) is { } named
            ? named.Quality ?? 1
            : null;
}
