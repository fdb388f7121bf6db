using BookingEngine.EventSourcing;
using BookingEngine.Registration;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Stored events stay readable forever. Each event version has a golden file. A change that alters one or can no longer read one fails
/// here.</summary>
public sealed class StoredEventShapeTests
{
    private static readonly EventCatalogue Catalogue = new(BookingEngineFeatures.EventTypes);

    public static TheoryData<string> LaterNames => [.. LaterEventExamples.All.Keys];

    public static TheoryData<string> Names => [.. Catalogue.Types.Where(t => t.Upcast is null).Select(t => t.Name)];

    public static TheoryData<string> OldNames => [.. Catalogue.Types.Where(t => t.Upcast is not null).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_event_keeps_its_shape(string name)
    {
        var golden = File.ReadAllText(GoldenFile(name)).TrimEnd();
        Assert.Equal(golden, Catalogue.Write(StoredEventExamples.Examples[name]).Json);
        Assert.Equal((StoredEventExamples.Examples[name].GetType(), golden), (Catalogue.Read(new EventData(name, golden)).GetType(), Rewritten(name, golden)));
    }

    [Theory]
    [MemberData(nameof(LaterNames))]
    public void A_stored_event_with_later_members_keeps_its_shape(string file)
    {
        var (golden, example) = (File.ReadAllText(GoldenFile(file)).TrimEnd(), LaterEventExamples.All[file]);
        var name = file.Split('+')[0];
        Assert.Equal((name, golden), (Catalogue.Write(example).Type, Catalogue.Write(example).Json));
        Assert.Equal(golden, Rewritten(name, golden));
    }

    [Theory]
    [MemberData(nameof(OldNames))]
    public void An_older_event_shape_is_read_as_the_current_one(string name)
    {
        var golden = File.ReadAllText(GoldenFile(name)).TrimEnd();
        Assert.Equal(Catalogue.Write(StoredEventExamples.Examples[name]), Catalogue.Write(Catalogue.Read(new EventData(name, golden))));
        Assert.NotEqual(name, Catalogue.Write(StoredEventExamples.Examples[name]).Type);
    }

    [Fact]
    public void An_unknown_event_type_throws() =>
        Assert.Throws<UnknownEventTypeException>(() => Catalogue.Read(new EventData("booking-teleported.v1", "{}")));

    [Fact]
    public void A_stored_event_without_a_member_throws() =>
        Assert.Throws<System.Text.Json.JsonException>(() => Catalogue.Read(new EventData("password-rehashed.v1", "{}")));

    // Lists are compared by reference, so an event is compared by its JSON.
    private static string Rewritten(string name, string json) => Catalogue.Write(Catalogue.Read(new EventData(name, json))).Json;

    private static string GoldenFile(string name) =>
        Path.Combine(AppContext.BaseDirectory, "EventSourcing", "StoredEvents", $"{name}.json");
}
