using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Two chairs in Berlin and a room in New York, all open round the clock. Three services, of which the class needs approval. An
/// administrator, staff of the first chair, and two customers.</summary>
public sealed class BookingListFixture : IAsyncLifetime, IDisposable
{
    public RunningApi Api { get; } = new();

    public Person Admin { get; private set; } = null!;

    public Person Staff { get; private set; } = null!;

    public Person Ada { get; private set; } = null!;

    public Person Bob { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Admin = await Api.AdminAsync();
        await CreateAsync("/locations", CatalogueCalls.Location("berlin"));
        var newYork = CatalogueCalls.Location("new-york");
        newYork["time_zone"] = "America/New_York";
        await CreateAsync("/locations", newYork);
        await CreateAsync("/resources", Resource("chair-1", "berlin"));
        await CreateAsync("/resources", Resource("chair-2", "berlin"));
        await CreateAsync("/resources", Resource("room", "new-york"));
        await CreateAsync("/services", Service("cut"));
        await CreateAsync("/services", Service("shave"));
        var approved = Service("class");
        approved["approval"] = true;
        await CreateAsync("/services", approved);
        (Ada, Bob, Staff) = (await Api.NewPersonAsync(), await Api.NewPersonAsync(), await Api.NewPersonAsync("staff", "chair-1"));
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public void Dispose() => Api.Dispose();

    /// <summary>Books an hour of 2 June 2031 in UTC.</summary>
    public Task BookAsync(Person person, int hour, string resource, string service = "cut") =>
        BookAsync(person, $"2031-06-02T{hour:00}:00:00Z", resource, service);

    public async Task BookAsync(Person person, string slot, string resource, string service = "cut")
    {
        var body = new JsonObject { ["slot"] = slot, ["service_id"] = service, ["resource_id"] = resource };
        Assert.Equal(201, (await Api.PostAsync(person, "/bookings", body)).Status);
    }

    /// <summary>The bookings that a query returns, each as its hour in UTC and its resource.</summary>
    public async Task<string> ListAsync(Person person, string query)
    {
        var answer = await Api.ListAsync(person, query);
        return answer.Status == 200 ? string.Join(' ', answer.Json["bookings"]!.AsArray().Select(Short)) : $"{answer.Status} {answer.Member("code")}";
    }

    private static string Short(JsonNode? booking) =>
        $"{DateTimeOffset.Parse((string)booking!["slot"]!, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime:HH}@{booking["resource_id"]}";

    private static JsonObject Resource(string id, string location)
    {
        var resource = CatalogueCalls.Resource(id);
        resource["location_id"] = location;
        resource["weekly_hours"] = new JsonObject(
            Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals("00:00-24:00"))));
        return resource;
    }

    private static JsonObject Service(string id)
    {
        var service = CatalogueCalls.Service(id);
        (service["duration"], service["resource_ids"]) = (60, new JsonArray("chair-1", "chair-2", "room"));
        return service;
    }

    private async Task CreateAsync(string path, JsonObject body) => Assert.Equal(201, (await Api.PostAsync(Admin, path, body)).Status);
}
