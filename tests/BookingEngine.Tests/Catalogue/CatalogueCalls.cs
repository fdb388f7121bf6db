using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue.Locations;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

/// <summary>Requests to the catalogue, one method each.</summary>
internal static class CatalogueCalls
{
    private static int _ids;

    /// <summary>An id that no other test uses.</summary>
    public static string NewId(string prefix = "object") => $"{prefix}-{Interlocked.Increment(ref _ids):0000}";

    /// <summary>A file with one holiday, long after all bookings of the tests.</summary>
    public static JsonObject Holidays() => new()
    {
        ["calendar"] = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:far\r\nDTSTART;VALUE=DATE:20991224\r\nSUMMARY:Far away\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    };

    public static JsonObject Location(string? id = null) => RequestJson.Object(new LocationRequest(id, "Salon Mitte", "Europe/Berlin", "Torstr. 1"));

    public static JsonObject Resource(string? id = null) => WithId(
        new()
        {
            ["name"] = "Chair 1",
            ["kind"] = "chair",
            ["location_id"] = "default",
            ["weekly_hours"] = new JsonObject { ["monday"] = Intervals("09:00-12:00", "13:00-17:00") },
        },
        id);

    public static JsonObject OpenRoundTheClock(string id)
    {
        var resource = Resource(id);
        resource["weekly_hours"] = new JsonObject(
            Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)Intervals("00:00-24:00"))));
        return resource;
    }

    public static JsonObject Service(string? id = null) =>
        WithId(new() { ["name"] = "Haircut", ["duration"] = 45, ["resource_ids"] = new JsonArray("default") }, id);

    /// <summary>A service with a value for every field.</summary>
    public static JsonObject FullService(string id) => new()
    {
        ["id"] = id,
        ["name"] = "Haircut",
        ["description"] = "Wash, cut & dry, für alle",
        ["duration"] = 45,
        ["durations"] = new JsonArray(
            new JsonObject { ["minutes"] = 45, ["price"] = null },
            new JsonObject { ["minutes"] = 90, ["price"] = new JsonObject { ["amount"] = 80m, ["currency"] = "EUR" } }),
        ["buffer_before"] = 5,
        ["buffer_after"] = 10,
        ["slot_interval"] = 15,
        ["minimum_notice"] = 120,
        ["minimum_notice_days"] = 2,
        ["horizon"] = 86_400,
        ["valid_from"] = "2031-01-01",
        ["valid_to"] = "2032-01-01",
        ["capacity"] = 3,
        ["resource_ids"] = new JsonArray("default"),
        ["assignment"] = "round_robin",
        ["cancellation_notice"] = 1_440,
        ["reschedule_notice"] = 0,
        ["approval"] = true,
        ["pending_blocks"] = false,
        ["limits"] = new JsonObject { ["active"] = 3, ["per_day"] = 1 },
        ["price"] = new JsonObject { ["amount"] = 45.50m, ["currency"] = "EUR" },
        ["questions"] = new JsonArray(
            new JsonObject { ["id"] = "allergies", ["text"] = "Any?", ["type"] = "boolean", ["required"] = true, ["options"] = new JsonArray() },
            new JsonObject { ["id"] = "length", ["text"] = "How long?", ["type"] = "choice", ["required"] = false, ["options"] = new JsonArray("short", "long") }),
        ["active"] = true,
        ["booking_limits"] = new JsonArray(
            new JsonObject { ["per"] = "day", ["count"] = 20, ["minutes"] = null }, new JsonObject { ["per"] = "week", ["count"] = null, ["minutes"] = 2_400 }),
        ["exclusive_per_customer"] = true,
        ["approval_on_reschedule"] = false,
        ["reminders"] = new JsonArray(1_440, 120),
    };

    /// <summary>Creates a service of an hour with this number of resources that are open round the clock.</summary>
    public static async Task<(string Service, string[] Resources)> NewHourAsync(
        this RunningApi api, Person by, int resources, params (string Name, JsonNode? Value)[] fields)
    {
        var id = NewId("hour");
        string[] names = [.. Enumerable.Range(0, resources).Select(n => $"{id}-{n}")];
        foreach (var name in names)
        {
            Assert.Equal(201, (await api.PostAsync(by, "/resources", OpenRoundTheClock(name))).Status);
        }

        var service = new ServiceRequest { Id = id, Name = "Haircut", Duration = 60, ResourceIds = [.. names.Select(name => new ResourceId(name))] };
        Assert.Equal(201, (await api.PostAsync(by, "/services", SalonFixture.With(RequestJson.Object(service), fields))).Status);
        return (id, names);
    }

    public static JsonArray Intervals(params string[] intervals) =>
        [.. intervals.Select(i => new JsonArray([.. i.Split('-').Select(t => (JsonNode)t)]))];

    public static Task<Answer> PostAsync(this RunningApi api, Person by, string path, JsonObject body) =>
        api.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = by.Token });

    public static Task<Answer> PutAsync(this RunningApi api, Person by, string path, JsonObject body, string? ifMatch) =>
        api.SendAsync(Call.PutJson(path, body.ToJsonString(), ifMatch) with { Token = by.Token });

    public static Task<Answer> GetAsync(this RunningApi api, Person by, string path) => api.SendAsync(Call.Get(path) with { Token = by.Token });

    public static string[] IdsOf(this Answer list, string name) => [.. list.Json[name]!.AsArray().Select(o => (string)o!["id"]!)];

    public static string[] Warnings(this Answer written) =>
        [.. (written.Json["warnings"] ?? new JsonArray()).AsArray().Select(warning => (string)warning!["code"]!)];

    private static JsonObject WithId(JsonObject body, string? id)
    {
        if (id is not null)
        {
            body["id"] = id;
        }

        return body;
    }
}
