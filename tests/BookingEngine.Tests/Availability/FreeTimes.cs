using System.Text.Json.Nodes;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Availability;

/// <summary>Questions about free times, and services to ask about.</summary>
internal static class FreeTimes
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The clock of these tests stands at noon of this Wednesday, in UTC.</summary>
    public const string Today = "2030-05-01", Tomorrow = "2030-05-02";

    public static Task<Answer> FindAsync(this RunningApi api, Person by, string query) => api.GetAsync(by, $"/availability?{query}");

    public static Task<Answer> NextAsync(this RunningApi api, Person by, string query = "") => api.GetAsync(by, $"/availability/next?{query}");

    /// <summary>The starts of every day, in order.</summary>
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

    /// <summary>A service of so many minutes, and the one resource that gives it; both have the same new id.</summary>
    /// <param name="hours">Of each day that is named; of every day where none is.</param>
    public static async Task<string> NewServiceAsync(
        this RunningApi api, string zone, int duration, int interval, string[] hours, string[]? days = null, Action<JsonObject>? change = null)
    {
        var (admin, id) = (await api.AdminAsync(), Shop.NewId("free"));
        var location = new LocationRequest(id, "Salon", zone, Address: null);
        Assert.Equal(201, (await api.PostAsync(admin, "/locations", Sent.Object(location))).Status);
        await api.NewResourceAsync(admin, id, location: id, hours, days);
        var service = Sent.Object(
            new ServiceRequest { Id = id, Name = "Haircut", Duration = duration, SlotInterval = interval, ResourceIds = [new(id)] });
        change?.Invoke(service);
        Assert.Equal(201, (await api.PostAsync(admin, "/services", service)).Status);
        return id;
    }

    public static async Task NewResourceAsync(this RunningApi api, Person admin, string id, string location, string[] hours, string[]? days = null)
    {
        var resource = Shop.Resource(id);
        resource["location_id"] = location;
        resource["weekly_hours"] =
            new JsonObject((days ?? Days).Select(day => KeyValuePair.Create(day, (JsonNode?)Shop.Intervals(hours))));
        Assert.Equal(201, (await api.PostAsync(admin, "/resources", resource)).Status);
    }
}
