using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Outbound;

namespace BookingEngine.Functions.Webhooks;

/// <summary>The fields of an endpoint.</summary>
internal static class WebhookFieldReading
{
    /// <summary>What an answer shows instead of a header's value. In a change it keeps the value.</summary>
    public const string Kept = "set";

    public const string HeaderMessage = "must be up to 20 headers with names of letters, digits and hyphens and printable ASCII values. Headers of HTTP itself, cookies and webhook-… are reserved";

    private const int MaximumEvents = 100, MaximumHeaders = 20, MaximumHeaderName = 100, MaximumHeaderValue = 2_000;

    private static readonly string[]
        Reserved = ["host", "connection", "transfer-encoding", "expect", "cookie", "user-agent", "te", "trailer", "upgrade", "keep-alive", "date", "via"],
        ReservedPrefixes = ["content-", "webhook-", "proxy-"];

    extension(RequestValue value)
    {
        public ImmutableArray<string> Events()
        {
            ImmutableArray<string> names = [.. value.List(MaximumEvents, item => item.Text(1, 100)).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (names.IsEmpty && value.IsList)
            {
                value.Fail("must name at least one event");
            }

            return names;
        }

        public string? WebhookUrl() => value.Text(1, OutboundAddress.MaximumLength, "uri");

        /// <summary>By name. A null value keeps the present one.</summary>
        public IReadOnlyDictionary<string, string?> Headers()
        {
            Dictionary<string, string?> headers = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, given) in value.Members() ?? new Dictionary<string, JsonElement>())
            {
                if (headers.Count == MaximumHeaders || !IsName(name) || given.ValueKind is not JsonValueKind.String || !IsValue(given.GetString()!)
                    || !headers.TryAdd(name, given.GetString() is Kept ? null : given.GetString()))
                {
                    value.Fail(HeaderMessage);
                    break;
                }
            }

            return headers;
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= MaximumHeaderName && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsValue(string value) => value.Length is > 0 and <= MaximumHeaderValue && value.All(c => c is >= ' ' and <= '~') && value.Trim() == value;
}
