using System.Text.Json;
using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Privacy;
using BookingEngine.Registration;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>The fast reader of an event agrees with the general one, or leaves the event to it.</summary>
public sealed class ExactEventTests
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);
    private static readonly EventType Type = Catalogue.Types.Single(t => t.Name == "booking-made.v1");
    private static readonly BookingMade Plain = (BookingMade)StoredEventExamples.Examples[Type.Name] with { Details = null };

    private static readonly BookingMade[] Usual =
    [
        Plain, Plain with { HoldId = null }, Plain with { IsPending = false, IsOverride = false, Quantity = 1 }, Plain with { Languages = "de,en" },
        Plain with { Terms = Plain.Terms with { CancellationNotice = null, RescheduleNotice = Duration.FromHours(100), IsLimited = true } },
        Plain with { Start = Instant.FromUtc(2032, 2, 29, 23, 59, 59), LocalStart = new LocalDateTime(1, 1, 1, 0, 0) },
    ];

    // Written by hand, but read by the general reader.
    private static readonly BookingMade[] Odd =
    [
        Plain with { TimeZone = "Etc/GMT+1" }, Plain with { Languages = "\"" }, Plain with { Start = Plain.Start.PlusNanoseconds(1) },
        Plain with { LocalStart = Plain.LocalStart.PlusTicks(1) }, Plain with { LocalStart = new LocalDateTime(-4, 1, 1, 0, 0) },
    ];

    // One with each member that most bookings do not have.
    private static readonly BookingMade[] Seldom =
    [
        Plain with { Details = new Encrypted("YQ==") }, Plain with { Part = new SeriesPart(Guid.CreateVersion7(), 1) }, Plain with { Rule = "FREQ=DAILY" },
        Plain with { Skipped = [new SkippedTime(Plain.LocalStart, "taken")] }, Plain with { IsGuest = true }, Plain with { IsUnproved = true },
        Plain with { Reminders = [60] }, Plain with { External = [new UsedCalendar(new FeedId(Guid.CreateVersion7()), Plain.Start, "hash")] },
        Plain with { Resources = [new BookedResource(Plain.ResourceId, 0)] }, Plain with { DecisionId = new MoveId(Guid.CreateVersion7()) },
        Plain with { Segments = [new BookedSegment(Plain.ServiceId, Plain.ResourceId, Plain.Start, Plain.End, Duration.Zero, Duration.Zero)] },
    ];

    [Fact]
    public void A_usual_booking_is_read_exactly()
    {
        foreach (var booking in Usual)
        {
            Assert.Equal(booking, Type.ReadExact!(Catalogue.Write(booking).Json));
        }
    }

    [Fact]
    public void A_booking_is_written_by_hand_as_by_the_general_writer()
    {
        Assert.All(Usual.Concat(Odd), booking => Assert.Equal(JsonSerializer.Serialize(booking, Type.Json), Type.WriteExact!(booking)));
        Assert.All(Seldom, booking => Assert.Null(Type.WriteExact!(booking)));

        // A new member must be written by hand, or leave the booking to the general writer.
        var names = Usual.Concat(Seldom).SelectMany(booking => JsonNode.Parse(Catalogue.Write(booking).Json)!.AsObject().Select(member => member.Key));
        Assert.Equal(Type.Json.Properties.Where(p => p.Get is not null).Select(p => p.Name).Order(), names.Distinct().Order());
    }

    [Fact]
    public void Any_other_layout_is_left_to_the_general_reader()
    {
        var json = Catalogue.Write(Plain).Json;
        BookingMade[] unusual = [Plain with { IsGuest = true }, Plain with { Reminders = [60] }, .. Odd];
        foreach (var other in unusual.Select(e => Catalogue.Write(e).Json).Append(json.Replace(",", ", ", StringComparison.Ordinal)).Append(Reversed(json)))
        {
            Assert.Null(Type.ReadExact!(other));
            Assert.Equal(General(other), Rewritten(Catalogue.Read(new EventData(Type.Name, other))));
        }
    }

    [Fact]
    public void Each_cut_or_changed_text_is_read_as_generally_or_left()
    {
        var json = Catalogue.Write(Plain).Json;
        for (var at = 0; at < json.Length; at++)
        {
            Assert.Null(Type.ReadExact!(json[..at]));
            var changed = json.Remove(at, 1);
            Assert.Equal(Outcome(() => General(changed)), Outcome(() => Rewritten(Catalogue.Read(new EventData(Type.Name, changed)))));
        }

        Assert.Null(Type.ReadExact!(json + " "));
    }

    [Theory]
    [InlineData("2031-02-29T08:00:00")]
    [InlineData("2031-13-02T08:00:00")]
    [InlineData("2031-06-02T25:00:00")]
    [InlineData("2031-06-02T08:00:60")]
    [InlineData("2031-06-0xT08:00:00")]
    public void A_time_that_does_not_exist_is_not_read(string time)
    {
        var json = Catalogue.Write(Plain).Json.Replace("2031-06-02T08:00:00", time, StringComparison.Ordinal);
        Assert.Null(Type.ReadExact!(json));
        Assert.ThrowsAny<Exception>(() => Catalogue.Read(new EventData(Type.Name, json)));
    }

    private static string Reversed(string json) => new JsonObject(JsonNode.Parse(json)!.AsObject().Reverse().Select(
        member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();

    private static string General(string json) => Rewritten((IDomainEvent)JsonSerializer.Deserialize(json, Type.Json)!);

    private static string Outcome(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return "damaged";
        }
    }

    private static string Rewritten(IDomainEvent e) => Catalogue.Write(e).Json;
}
