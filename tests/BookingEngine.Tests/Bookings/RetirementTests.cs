using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

/// <summary>A resource that is retired while it has bookings ahead.</summary>
public sealed class RetirementTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Ten = "2031-06-02T10:00:00Z", Eleven = "2031-06-02T11:00:00Z";

    [Fact]
    public async Task Its_bookings_go_where_they_are_sent_and_it_is_retired()
    {
        var (admin, ada) = (await api.AdminAsync(), await api.NewPersonAsync());
        var (service, from, to) = await NewServiceAsync(admin);
        var booked = await BookAsync(ada, service, from, Ten);
        Assert.Equal((409, "resource_has_bookings"), await CodeOfAsync(RetireAsync(admin, from, "")));

        var retired = await RetireAsync(admin, from, $"?move_to={to}");

        Assert.Equal((200, false), (retired.Status, (bool)retired.Json["active"]!));
        var moved = await api.GetAsync(ada, $"/bookings/{booked.Member("id")}");
        Assert.Equal((Ten, to, "confirmed"), (moved.Member("slot"), moved.Member("resource_id"), moved.Member("status")));
        Assert.Equal([Ten], (await api.ListAsync(ada)).SlotsOf());
    }

    [Fact]
    public async Task What_finds_no_room_stays_and_so_does_the_resource()
    {
        var (admin, ada) = (await api.AdminAsync(), await api.NewPersonAsync());
        var (service, from, to) = await NewServiceAsync(admin);
        var staying = await BookAsync(ada, service, from, Ten);
        await BookAsync(ada, service, to, Ten);
        var going = await BookAsync(ada, service, from, Eleven);

        var refused = await RetireAsync(admin, from, $"?move_to={to}");

        Assert.Equal((409, "resource_has_bookings"), (refused.Status, refused.Member("code")));
        Assert.Equal([staying.Member("id")], refused.Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!));
        Assert.Equal(from, (await api.GetAsync(ada, $"/bookings/{staying.Member("id")}")).Member("resource_id"));
        Assert.Equal(to, (await api.GetAsync(ada, $"/bookings/{going.Member("id")}")).Member("resource_id"));
        Assert.True((bool)(await api.GetAsync(admin, $"/resources/{from}")).Json["active"]!);
    }

    [Fact]
    public async Task It_takes_another_resource_that_there_is_to_move_to()
    {
        var admin = await api.AdminAsync();
        var (_, from, _) = await NewServiceAsync(admin);
        Assert.Equal((422, "unknown_resource"), await CodeOfAsync(RetireAsync(admin, from, "?move_to=nothing")));
        Assert.Equal((422, "unknown_resource"), await CodeOfAsync(RetireAsync(admin, from, $"?move_to={from}")));
        Assert.Equal((422, "invalid_fields"), await CodeOfAsync(RetireAsync(admin, from, "?move_to=%2F")));
    }

    private static async Task<(int Status, string Code)> CodeOfAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Member("code"));

    private async Task<Answer> RetireAsync(Person admin, string resource, string query)
    {
        var standing = await api.GetAsync(admin, $"/resources/{resource}");
        var body = standing.Json;
        body["active"] = false;
        return await api.PutAsync(admin, $"/resources/{resource}{query}", body, standing.Header("ETag"));
    }

    private async Task<Answer> BookAsync(Person person, string service, string resource, string slot)
    {
        var booked = await api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = slot, ["service_id"] = service, ["resource_id"] = resource });
        Assert.Equal(201, booked.Status);
        return booked;
    }

    // Of an hour each, on two resources of its own, open round the clock.
    private async Task<(string Service, string From, string To)> NewServiceAsync(Person admin)
    {
        var id = Shop.NewId("retiring");
        string[] names = [$"{id}-a", $"{id}-b"];
        foreach (var name in names)
        {
            Assert.Equal(201, (await api.PostAsync(admin, "/resources", Shop.OpenRoundTheClock(name))).Status);
        }

        var service = Shop.Service(id);
        (service["duration"], service["resource_ids"]) = (60, new JsonArray([.. names.Select(n => (JsonNode)n)]));
        Assert.Equal(201, (await api.PostAsync(admin, "/services", service)).Status);
        return (id, names[0], names[1]);
    }
}
