using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>Planted bugs: participants settle times of other bookings than those that were decided about.</summary>
internal sealed class WrongSettlements
{
    private const int LengthOfSeries = 24; // the first of the hexadecimal digits and dashes, which all bookings of a series have in common

    private readonly Dictionary<string, string> _first = [];
    private readonly List<string> _kept = [];

    /// <summary>Of a decision about several bookings, only one is settled, again and again.</summary>
    public EventData OneOfSeries(EventData written) => Alter(written, (decision, booking) => _first.TryAdd(decision, booking) ? booking : _first[decision]);

    /// <summary>What was decided about a series is recorded for another one.</summary>
    public EventData OtherSeries(EventData written) => written.Count == 1 ? written : Alter(written, (_, booking) =>
    {
        _kept.Add(booking);
        return _kept.Find(other => !IsOfSame(other, booking)) ?? booking;
    });

    private static bool IsOfSame(string one, string other) => one[..LengthOfSeries] == other[..LengthOfSeries];

    private static EventData Alter(EventData written, Func<string, string, string> bookingOf)
    {
        if (!written.Type.StartsWith("time-kept.v1*", StringComparison.Ordinal) && written.Type != "time-kept.v1")
        {
            return written;
        }

        var json = JsonNode.Parse(written.Json)!;
        foreach (var kept in written.Count == 1 ? [json] : json["each"]!.AsArray())
        {
            kept!["booking_id"] = bookingOf((string)(kept["decision_id"] ?? json["all"]!["decision_id"])!, (string)kept["booking_id"]!);
        }

        return written with { Json = json.ToJsonString() };
    }
}
