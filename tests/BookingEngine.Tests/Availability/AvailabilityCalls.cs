using System.Text.Json.Nodes;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Availability;

/// <summary>Sends availability requests and creates services for them.</summary>
internal static class AvailabilityCalls
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The test clock shows noon UTC of this Wednesday.</summary>
    public const string Today = "2030-05-01", Tomorrow = "2030-05-02";

    public static Task<Answer> FindAsync(this RunningApi api, Person by, string query) => api.GetAsync(by, $"/availability?{query}");

    public static Task<Answer> NextAsync(this RunningApi api, Person by, string query = "") => api.GetAsync(by, $"/availability/next?{query}");

    /// <summary>Books any resource of the service.</summary>
    public static Task<Answer> BookAsync(this RunningApi api, Person by, string service, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(by, "/bookings", SalonFixture.With(new() { ["slot"] = slot, ["service_id"] = service }, fields));

    /// <summary>The starts of all days, in order.</summary>
    public static string[] Starts(this Answer answer) => [.. answer.Slots().Select(slot => (string)slot["start"]!)];

    public static JsonObject[] Slots(this Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        var days = answer.Json["days"]?.AsArray().SelectMany(day => day!["slots"]!.AsArray());
        return [.. (days ?? answer.Json["slots"]!.AsArray()).Select(slot => slot!.AsObject())];
    }

    public static (string Start, string Resource, string Reason)[] Refused(this Answer explained) =>
    [
        .. explained.Json["days"]!.AsArray().SelectMany(day => day!["refused"]!.AsArray())
            .Select(refused => ((string)refused!["start"]!, (string)refused["resource_id"]!, (string)refused["reason"]!)),
    ];

    public static string[] Dates(this Answer answer) => [.. answer.Json["days"]!.AsArray().Select(day => (string)day!["date"]!)];

    /// <summary>Creates a service with this duration and its only resource. Both have the same new id.</summary>
    /// <param name="hours">The hours of each named day, or of every day when no days are named.</param>
    public static async Task<string> NewServiceAsync(
        this RunningApi api, string zone, int duration, int interval, string[] hours, string[]? days = null, Action<JsonObject>? change = null)
    {
        var (admin, id) = (await api.AdminAsync(), CatalogueCalls.NewId("free"));
        var location = new LocationRequest(id, "Salon", zone, Address: null);
        Assert.Equal(201, (await api.PostAsync(admin, "/locations", RequestJson.Object(location))).Status);
        await api.NewResourceAsync(admin, id, location: id, hours, days);
        var service = RequestJson.Object(
            new ServiceRequest { Id = id, Name = "Haircut", Duration = duration, SlotInterval = interval, ResourceIds = [new(id)] });
        change?.Invoke(service);
        Assert.Equal(201, (await api.PostAsync(admin, "/services", service)).Status);
        return id;
    }

    public static async Task NewResourceAsync(this RunningApi api, Person admin, string id, string location, string[] hours, string[]? days = null)
    {
        var resource = CatalogueCalls.Resource(id);
        resource["location_id"] = location;
        resource["weekly_hours"] =
            new JsonObject((days ?? Days).Select(day => KeyValuePair.Create(day, (JsonNode?)CatalogueCalls.Intervals(hours))));
        Assert.Equal(201, (await api.PostAsync(admin, "/resources", resource)).Status);
    }
}
