using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Availability;

/// <summary>Changes the default location, resource and service at random.</summary>
internal sealed class RandomCatalogue(RunningApi api, Person admin, Random random)
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"];
    private static readonly string[] Elsewhere = [.. Zones.Select(zone => zone.ToLowerInvariant().Replace('/', '-'))];
    private static readonly string[][] Hours = [["09:00-12:00", "12:00-14:30"], ["08:10-11:40"], ["00:00-24:00"], ["22:00-02:00"], ["10:00-11:00", "15:00-18:00"]];

    public async Task ChangeAsync()
    {
        foreach (var (id, zone) in Elsewhere.Zip(Zones))
        {
            var location = CatalogueCalls.Location(id);
            location["time_zone"] = zone;
            Assert.Contains((await api.PostAsync(admin, "/locations", location)).Status, new[] { 201, 409 });
        }

        await ChangeAsync("/locations/default", location => location["time_zone"] = Pick(Zones));
        await ChangeAsync("/resources/default", resource =>
        {
            var hours = Pick(Hours);
            resource["weekly_hours"] = new JsonObject(
                new[] { "monday", "wednesday", "thursday", "friday" }.Select(day => KeyValuePair.Create(day, (JsonNode?)CatalogueCalls.Intervals(hours))));
            resource["capacity"] = random.Next(1, 3);
            (resource["placements"], resource["seasonal_hours"]) = (Pick<JsonArray>([], Placements()), Pick<JsonArray>([], Seasons()));
        });
        await ChangeAsync("/services/default", service =>
        {
            (service["duration"], service["slot_interval"]) = (Pick(30, 45, 60), Pick(30, 45, 60));
            (service["buffer_before"], service["buffer_after"]) = (Pick(0, 10), Pick(0, 15));
            (service["minimum_notice"], service["horizon"]) = (Pick(0, 600), Pick(1_200, 2_880));
            service["minimum_notice_days"] = Pick(0, 0, 1);
            (service["valid_from"], service["valid_to"]) = (Pick(null, AvailabilityCalls.Tomorrow), Pick(null, "2030-05-03"));
        });
    }

    private JsonArray Placements() => [new JsonObject
    {
        ["from"] = AvailabilityCalls.Tomorrow,
        ["to"] = "2030-05-03",
        ["location_id"] = Pick(Elsewhere),
    }];

    private JsonArray Seasons() => [new JsonObject
    {
        ["from"] = Pick(AvailabilityCalls.Today, AvailabilityCalls.Tomorrow),
        ["to"] = "2030-05-03",
        ["weekly_hours"] = new JsonObject { ["thursday"] = CatalogueCalls.Intervals("07:00-11:00", "16:00-19:00"), ["friday"] = CatalogueCalls.Intervals("06:30-23:00") },
    }];

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private async Task ChangeAsync(string path, Action<JsonObject> change)
    {
        var now = await api.GetAsync(admin, path);
        var body = now.Json;
        change(body);
        var changed = await api.PutAsync(admin, path, body, now.Header("ETag"));
        Assert.True(changed.Status == 200, changed.Text);
    }
}
