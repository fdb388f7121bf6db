using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Calendars;

/// <summary>An act over several calendars, such as a move of a booking to another calendar. It may be incomplete after a crash.</summary>
/// <param name="To">The target resource of a move; otherwise the first participant.</param>
public sealed record Transfer(MoveId MoveId, BookingId BookingId, ResourceId To)
{
    /// <summary>Whether it is about several bookings of its series. Processes from before this was stored ignore it, and leave the others to the sweep.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfSeries { get; init; }

    /// <summary>The other participants; null for none. Processes from before this was stored ignore it, and leave these to the sweep.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ResourceId>? Others { get; init; }

    /// <summary>The calendars to settle: all but the one that decides.</summary>
    [JsonIgnore]
    public IEnumerable<ResourceId> Participants => [To, .. Others ?? []];

    /// <summary>The bookings that it is about. Of a series: all that it may be about.</summary>
    [JsonIgnore]
    public IEnumerable<BookingId> Bookings => IsOfSeries && SeriesId.Of(BookingId) is { } series ? series.Bookings : [BookingId];

    /// <summary>Null without participants.</summary>
    public static Transfer? Of(MoveId id, BookingId booking, ImmutableArray<ResourceId> participants) => participants is not [var first, .. var others] ? null
        : new(id, booking, first) { Others = others.IsEmpty ? null : others };

    /// <summary>One for several bookings of a series; null for none.</summary>
    public static Transfer? OfSeries(IReadOnlyList<Transfer> all) => all switch
    {
        [] => null,
        [var only] => only,
        [var first, ..] => Of(first.MoveId, first.BookingId, [.. all.SelectMany(transfer => transfer.Participants).Distinct()])! with { IsOfSeries = true },
    };

    public string ToJson() => JsonSerializer.Serialize(this, TransferJson.Stored.Transfer);

    public static Transfer Parse(string message) => JsonSerializer.Deserialize(message, TransferJson.Stored.Transfer)!;
}

[JsonSerializable(typeof(Transfer))]
internal sealed partial class TransferJson : JsonSerializerContext
{
    public static TransferJson Stored { get; } = new(StoredJson.NewOptions());
}
