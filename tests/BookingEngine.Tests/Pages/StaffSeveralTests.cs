using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>Bookings that take several resources: staff of the first one act, staff of the others read.</summary>
public sealed class StaffSeveralTests : AdministratorTests
{
    [Fact]
    public async Task Staff_of_the_first_resource_act_and_those_of_the_others_read()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        var needs = new JsonArray(Need("chair-1"), Need("chair-2"));
        Assert.Equal(201, (await Api.PostAsync(Admin, "/services", new JsonObject { ["id"] = "both", ["name"] = "Both", ["duration"] = 30, ["needs"] = needs })).Status);
        await fixture.Staff.GetAsync("/staff/new?service=both");
        var booked = await fixture.Staff.PostAsync(
            "/staff/new", ("service", "both"), ("resource", "chair-1"), ("slot", "2031-02-10T14:30:00Z"), ("name", "Grace"), ("action", "book"));
        Assert.Equal(303, booked.Status);
        var path = booked.Header("Location")!.Split('?')[0];

        Assert.Contains("value=\"cancel\"", (await fixture.Staff.GetAsync(path)).Text, StringComparison.Ordinal);
        var read = await fixture.OtherStaff.GetAsync(path);
        Assert.Equal((200, false), (read.Status, read.Text.Contains("value=\"cancel\"", StringComparison.Ordinal)));
        Assert.Contains(path, (await fixture.OtherStaff.GetAsync("/staff?day=2031-02-10")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await fixture.OtherStaff.PostAsync(path, ("action", "cancel"))).Status);
        Assert.Equal("confirmed", await fixture.StatusAsync(path.Split('/')[^1]));
        Assert.Equal(404, (await fixture.OtherStaff.GetAsync("/staff/new?service=both")).Status);
    }

    [Fact]
    public async Task Staff_of_the_first_segment_book_a_visit_for_a_guest()
    {
        var fixture = await StaffFixture.OpenAsync(Api);
        foreach (var (id, chair) in new[] { ("wash", "chair-1"), ("trim", "chair-2") })
        {
            var plain = new JsonObject { ["id"] = id, ["name"] = id, ["duration"] = 30, ["resource_ids"] = new JsonArray(chair) };
            Assert.Equal(201, (await Api.PostAsync(Admin, "/services", plain)).Status);
        }

        var segments = new JsonArray(new JsonObject { ["service_id"] = "wash" }, new JsonObject { ["service_id"] = "trim" });
        Assert.Equal(201, (await Api.PostAsync(Admin, "/services", new JsonObject { ["id"] = "visit", ["name"] = "Wash and trim", ["segments"] = segments })).Status);
        Assert.Contains("Wash and trim", (await fixture.Staff.GetAsync("/staff/new")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wash and trim", (await fixture.OtherStaff.GetAsync("/staff/new")).Text, StringComparison.Ordinal);
        await fixture.Staff.GetAsync("/staff/new?service=visit");
        var booked = await fixture.Staff.PostAsync(
            "/staff/new", ("service", "visit"), ("resource", "chair-1"), ("slot", "2031-02-10T14:30:00Z"), ("name", "Grace"), ("action", "book"));
        Assert.Equal(303, booked.Status);
        Assert.Equal(200, (await fixture.OtherStaff.GetAsync(booked.Header("Location")!.Split('?')[0])).Status);
    }

    private static JsonObject Need(string resource) => new() { ["resource_ids"] = new JsonArray(resource), ["count"] = 1 };
}
