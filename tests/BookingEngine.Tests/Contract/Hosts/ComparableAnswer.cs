using System.Text.RegularExpressions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>An answer without the parts that differ between deployments or requests: ids, times, transfer encoding, and the data of a success except
/// the names of its members, without <c>measured_at</c>, which is there once a sweep has run.</summary>
internal static partial class ComparableAnswer
{
    private static readonly string[] OfTheRequest = ["Date", "Content-Length", "Transfer-Encoding", "Connection", "x-correlation-id"];

    public static string Of(Answer answer)
    {
        var headers = answer.Headers
            .Where(h => !OfTheRequest.Contains(h.Key, StringComparer.OrdinalIgnoreCase) && !PlatformDifferences.IsAddedHeader(h.Key))
            .Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").Order(StringComparer.Ordinal);
        var body = IsData(answer) ? string.Join(' ', answer.Json.Select(member => member.Key).Where(name => name != "measured_at")) : Id().Replace(answer.Text, "<id>");
        return $"{answer.Status}\n{string.Join('\n', headers)}\n\n{body}";
    }

    private static bool IsData(Answer answer) => answer is { Status: 200 or 201, Text.Length: > 0 }
        && answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true;

    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
