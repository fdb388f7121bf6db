using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Catalogue;

/// <summary>Retires a resource that has future bookings.</summary>
public sealed class RetirementTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Ten = "2031-06-02T10:00:00Z", Eleven = "2031-06-02T11:00:00Z";

    [Fact]
    public async Task Retirement_moves_bookings_to_the_named_resource()
    {
        var (admin, ada) = (await api.AdminAsync(), await api.NewPersonAsync());
        var (service, resources) = await api.NewHourAsync(admin, resources: 2);
        var (from, to) = (resources[0], resources[1]);
        var booked = await BookAsync(ada, service, from, Ten);
        Assert.Equal((409, "resource_has_bookings"), await RetireAsync(admin, from, "").CodeAsync());

        var retired = await RetireAsync(admin, from, $"?move_to={to}");

        Assert.Equal((200, false), (retired.Status, (bool)retired.Json["active"]!));
        var moved = await api.GetAsync(ada, $"/bookings/{booked.Member("id")}");
        Assert.Equal((Ten, to, "confirmed"), (moved.Member("slot"), moved.Member("resource_id"), moved.Member("status")));
        Assert.Equal([Ten], (await api.ListAsync(ada)).SlotsOf());
    }

    [Fact]
    public async Task A_booking_without_a_free_slot_stays_and_blocks_retirement()
    {
        var (admin, ada) = (await api.AdminAsync(), await api.NewPersonAsync());
        var (service, resources) = await api.NewHourAsync(admin, resources: 2);
        var (from, to) = (resources[0], resources[1]);
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
    public async Task The_named_resource_must_be_another_existing_one()
    {
        var admin = await api.AdminAsync();
        var from = (await api.NewHourAsync(admin, resources: 2)).Resources[0];
        Assert.Equal((422, "unknown_resource"), await RetireAsync(admin, from, "?move_to=nothing").CodeAsync());
        Assert.Equal((422, "unknown_resource"), await RetireAsync(admin, from, $"?move_to={from}").CodeAsync());
        Assert.Equal((422, "invalid_fields"), await RetireAsync(admin, from, "?move_to=%2F").CodeAsync());
    }

    [Fact]
    public async Task A_resource_that_stays_active_names_no_other_one()
    {
        var admin = await api.AdminAsync();
        var resources = (await api.NewHourAsync(admin, resources: 2)).Resources;
        var active = Call.PutJson($"/resources/{resources[0]}?move_to={resources[1]}", CatalogueCalls.Resource(resources[0]).ToJsonString(), "*");

        (await api.SendAsync(active with { Token = admin.Token })).AssertInvalidFields(
            ("move_to", "is only for retiring a resource. Send active false, or leave it out"));
    }

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
}
