using System.Text.Json.Nodes;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Placements;

/// <summary>Resources at a location that stand at others for some dates. The service, its resource and its location have the same id.</summary>
internal static class TravellingResource
{
    public const string NewYork = "America/New_York", Berlin = "Europe/Berlin", Auckland = "Pacific/Auckland";

    /// <summary>A service of an hour, every hour, in Berlin.</summary>
    public static Task<string> NewInBerlinAsync(this RunningApi api, params string[] hours) => api.NewServiceAsync(Berlin, 60, 60, hours);

    public static async Task<string> LocationAsync(this RunningApi api, string zone)
    {
        var id = CatalogueCalls.NewId("place");
        Assert.Equal(201, (await api.PostAsync(await api.AdminAsync(), "/locations", RequestJson.Object(new LocationRequest(id, "Place", zone, Address: null)))).Status);
        return id;
    }

    /// <summary>Places the resource at a new location in the zone.</summary>
    public static async Task<Answer> PlaceAsync(this RunningApi api, string id, string from, string to, string zone) =>
        await api.ChangeAsync(id, ("placements", new JsonArray(Placement(from, to, await api.LocationAsync(zone)))));

    public static JsonObject Placement(string from, string to, string location) => new() { ["from"] = from, ["to"] = to, ["location_id"] = location };

    public static async Task<Answer> ChangeAsync(this RunningApi api, string id, params (string Name, JsonNode? Value)[] fields)
    {
        var admin = await api.AdminAsync();
        var body = SalonFixture.With((await api.GetAsync(admin, $"/resources/{id}")).Json, fields);
        var answer = await api.PutAsync(admin, $"/resources/{id}", body, "*");
        Assert.True(answer.Status is 200 or 422, answer.Text);
        return answer;
    }

    /// <summary>The starts in UTC, in a range of dates.</summary>
    public static async Task<string[]> StartsAsync(this RunningApi api, string id, string from, string to, string more = "") =>
        (await api.FindAsync(await api.AdminAsync(), $"service_id={id}&from={from}&to={to}&time_zone=UTC{more}")).Starts();
}
