using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Crashes;

/// <summary>Where a booking is, and how.</summary>
public sealed record Place(string Slot, string Resource, string Status)
{
    public static Place Of(JsonNode booking) => new((string)booking["slot"]!, (string)booking["resource_id"]!, (string)booking["status"]!);
}

/// <summary>A booking whose making was answered.</summary>
public sealed class LedgerEntry(string id, Place made)
{
    private Place? _asked;

    public string Id { get; } = id;

    /// <summary>What the last answer said.</summary>
    public Place Known { get; private set; } = made;

    /// <summary>What a request asked for that got no answer, or null.</summary>
    public Place? Unknown { get; private set; }

    /// <summary>Whether nothing but its making was ever asked.</summary>
    public bool IsUntouched { get; private set; } = true;

    public void Begin(Place asked) => (_asked, IsUntouched) = (asked, false);

    /// <summary>False without an answer.</summary>
    public bool Answered(Answer? answer)
    {
        (Known, Unknown) = answer switch
        {
            null => (Known, _asked),
            { Status: 200 } => (Place.Of(answer.Json), null),
            _ => (Known, null),
        };
        return answer is not null;
    }

    public bool Allows(Place found) => found == Known || found == Unknown;
}

/// <summary>What one client was told.</summary>
public sealed class Ledger
{
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<(string Id, Place At)> _holds = [];

    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Holds that were neither booked nor may have been.</summary>
    public IReadOnlyList<(string Id, Place At)> Holds => _holds;

    /// <summary>How many bookings were asked for without an answer: each may exist or not.</summary>
    public int UnknownBookings { get; private set; }

    public void BeginBooking() => UnknownBookings++;

    /// <summary>False without an answer.</summary>
    public bool Booked(Answer? answer)
    {
        if (answer is null)
        {
            return false;
        }

        UnknownBookings--;
        if (answer.Status == 201)
        {
            _entries.Add(new LedgerEntry(answer.Member("id"), Place.Of(answer.Json)));
        }

        return true;
    }

    public bool Held(Answer? answer)
    {
        if (answer is { Status: 201 })
        {
            _holds.Add((answer.Member("id"), new Place(answer.Member("slot"), answer.Member("resource_id"), "held")));
        }

        return answer is not null;
    }

    public (string Id, Place At)? TakeHold()
    {
        if (_holds.Count == 0)
        {
            return null;
        }

        var hold = _holds[^1];
        _holds.RemoveAt(_holds.Count - 1);
        return hold;
    }

    /// <summary>A booking that may be changed: one whose last request was answered.</summary>
    public LedgerEntry? AnyActive(Random random)
    {
        LedgerEntry[] active = [.. _entries.Where(e => e is { Unknown: null, Known.Status: "confirmed" })];
        return active.Length == 0 ? null : active[random.Next(active.Length)];
    }
}
