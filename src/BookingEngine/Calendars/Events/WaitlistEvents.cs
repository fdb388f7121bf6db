using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Calendars.Events;

/// <summary>An entry of a waitlist.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<EntryId>))]
public readonly record struct EntryId(Guid Value) : IGuidId<EntryId>
{
    public static EntryId Of(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One attempt to offer a slot to an entry. Also the id of the commit in the calendar that decides it.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<OfferId>))]
public readonly record struct OfferId(Guid Value) : IGuidId<OfferId>
{
    public CommitId Decision => new(Value);

    /// <summary>The id of the hold, and of the booking that is made of it.</summary>
    public Guid HoldId => Decision.Derive("hold");

    public static OfferId Of(Guid value) => new(value);

    /// <param name="number">How many offers the entry had before.</param>
    public static OfferId Of(EntryId entry, int number) => new(new CommitId(entry.Value).Derive(FormattableString.Invariant($"offer {number}")));

    public override string ToString() => Value.ToString("D");
}

/// <summary>The state of a stream whose changes may give a place to customers who wait.</summary>
public interface IWaitedFor
{
    /// <summary>The services that they wait for, each with the <see cref="WaitlistOpened.Version"/>.</summary>
    ImmutableDictionary<ServiceId, long> Waiting { get; }
}

/// <summary>For whom a hold is that the waitlist has placed.</summary>
public sealed record OfferedTo(EntryId EntryId, OfferId OfferId);
