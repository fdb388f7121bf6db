using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Hours;
using BookingEngine.Registration;
using BookingEngine.Tests.Catalogue;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Members that stored events got after their first version. Without a value they are not stored, so older events keep their shape
/// (<see cref="StoredEventShapeTests"/>). With values, each case has its own golden file.</summary>
public sealed class LaterMembersTests
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);

    private static readonly Dictionary<string, IDomainEvent> Examples = new()
    {
        ["service-created.v1.durations"] = new ServiceCreated(CompleteObjects.Service with
        {
            Durations = [new(Duration.FromMinutes(45), null), new(Duration.FromMinutes(90), new Price(80m, "EUR"))],
        }),
        ["service-changed.v1.dates"] = new ServiceChanged(DefaultCatalogue.InitialService with
        {
            MinimumNoticeDays = 2, ValidFrom = new(2031, 1, 1), ValidTo = new(2032, 1, 1),
        }),
        ["resource-changed.v1.placements"] = new ResourceChanged(DefaultCatalogue.InitialResource with
        {
            Hours = OpeningHours.AroundTheClock with { Seasons = [new(new(2031, 6, 1), new(2031, 9, 1), [[new(new(540), new(720))], [], [], [], [], [], []])] },
            Placements = [new(new(2031, 10, 6), new(2031, 10, 13), new("mitte"))],
        }),
    };

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Later_members_of_a_stored_event_keep_their_shape(string name)
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "EventSourcing", "StoredEvents", $"{name}.json")).TrimEnd();
        var written = Catalogue.Write(Examples[name]);
        Assert.Equal(golden, written.Json);
        Assert.Equal(golden, Catalogue.Write(Catalogue.Read(written)).Json);
    }
}
