using System.Text.Json.Nodes;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.Administration;
using BookingEngine.Tests.Users.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Erasure;

public sealed class EraseAccountTests : AdministratorTests
{
    [Fact]
    public async Task Erasing_oneself_needs_the_password()
    {
        var person = await Api.NewPersonAsync();

        (await Api.SendAsync(ErasureCalls.Own(person, "another"))).AssertProblem(400, "old_password_incorrect", "Old password incorrect");
        (await Api.SendAsync(new Call("DELETE", "/users/me") { Token = person.Token, Body = Call.PostJson("/", "{}").Body })).AssertInvalidFields(("password", "is required"));

        Assert.Equal(200, (await Api.GetAsync(person, "/users/me")).Status);
        Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Own(person))).Status);
    }

    [Fact]
    public async Task An_erased_user_has_no_session_and_cannot_sign_in()
    {
        var person = await Api.NewPersonAsync();
        var second = await Api.SignInAsync(person.Email);

        Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Own(person))).Status);

        (await Api.ListAsync(person)).AssertIsUnauthorized();
        (await Api.ListAsync(person with { Token = second.Member("access_token") })).AssertIsUnauthorized();
        (await Api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")))).AssertInvalidRefreshToken();
        (await Api.SignInAsync(person.Email)).AssertProblem(401, "invalid_credentials", "Invalid credentials", error: "invalid_grant");
    }

    [Fact]
    public async Task The_address_of_an_erased_user_registers_again_at_once()
    {
        var person = await Api.NewPersonAsync();
        await Api.SendAsync(ErasureCalls.Own(person));

        var registered = await Api.RegisterAsync(person.Email, "another password", "Grace");

        Assert.Equal(201, registered.Status);
        Assert.NotEqual(person.Id.ToString(), registered.Member("id"));
        var next = person with { Token = (await Api.SignInAsync(person.Email, "another password")).Member("access_token") };
        Assert.Equal("Grace", (await Api.GetAsync(next, "/users/me")).Member("full_name"));
        Assert.Empty((await Api.ListAsync(next)).SlotsOf());
    }

    [Fact]
    public async Task Bookings_ahead_are_cancelled_and_everything_shows_erased()
    {
        var (person, slot) = (await Api.NewPersonAsync(), People.NewSlot());
        var booked = await Api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = slot, ["notes"] = "Mind the dog" });
        var path = $"/bookings/{booked.Member("id")}";
        await Api.PostAsync(person, $"{path}/reschedule", new JsonObject { ["slot"] = People.NewSlot(), ["reason"] = "I am ill" });
        Api.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Own(person))).Status);

        var shown = await Api.GetAsync(Admin, path);
        Assert.Equal(("cancelled", true, null, null), (shown.Member("status"), (bool)shown.Json["erased"]!, (string?)shown.Json["notes"], (string?)shown.Json["reason"]));
        var entries = (await Api.GetAsync(Admin, $"{path}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["booked", "rescheduled", "cancelled"], entries.Select(e => (string)e!["change"]!));
        Assert.Equal([null, true, null], entries.Select(e => (bool?)e!["erased"]));
        Assert.Equal([true, true, false], entries.Select(e => e!["by"] is not null));
        var before = await Api.GetAsync(Admin, $"{path}?as_of=2030-05-01T12:00:30Z");
        Assert.Equal(("confirmed", true, null), (before.Member("status"), (bool)before.Json["erased"]!, (string?)before.Json["notes"]));
        Assert.Equal(slot.Length, (await Api.GetAsync(Admin, "/bookings?scope=all")).SlotsOf().Single().Length);
        Assert.Equal(200, (await Api.SendAsync(Call.Get("/bookings?scope=all&format=csv") with { Token = Admin.Token })).Status);
        Assert.Equal(201, (await Api.BookAsync(Admin, slot)).Status);
        var user = await Api.GetAsync(Admin, $"/users/{person.Id}");
        Assert.Equal(("erased", null, null), (user.Member("status"), (string?)user.Json["email"], (string?)user.Json["full_name"]));
    }

    [Fact]
    public async Task Read_models_are_rebuilt_equal_after_an_erasure()
    {
        var person = await Api.NewPersonAsync("staff", "default");
        await Api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = People.NewSlot(), ["notes"] = "Mind the dog" });
        await Api.SendAsync(ErasureCalls.Own(person));

        var rebuild = Api.Services.GetRequiredService<Rebuild>();
        Assert.Equal((0, 0), await DifferentAsync());
        await rebuild.RunAsync(new SilentProgress(), CancellationToken.None);
        Assert.Equal((0, 0), await DifferentAsync());
        Assert.Equal("erased", (await Api.GetAsync(Admin, $"/users/{person.Id}")).Member("status"));

        async Task<(long, long)> DifferentAsync()
        {
            var check = await rebuild.CheckAsync(new SilentProgress(), CancellationToken.None);
            return (check.Different, check.Unreadable);
        }
    }

    [Fact]
    public async Task An_administrator_erases_a_user_once()
    {
        var person = await Api.NewPersonAsync();
        Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Of(Admin, $"{person.Id}"))).Status);
        Assert.Equal(204, (await Api.SendAsync(ErasureCalls.Of(Admin, $"{person.Id}"))).Status);

        Assert.Single(await Api.EventsAsync($"user-{person.Id}"), e => e.Type == "user-erased.v1");
        Assert.Single(await Api.EventsAsync("team-all"), e => e.Type == "person-erased.v1");
        Assert.Equal(404, (await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id))).Status);
        Assert.Equal(404, (await Api.ChangeRoleAsync(Admin, $"{person.Id}", "staff")).Status);
        foreach (var nobody in new[] { Guid.CreateVersion7().ToString(), "1", Admin.Id.ToString("N") })
        {
            (await Api.SendAsync(ErasureCalls.Of(Admin, nobody))).AssertProblem(404, "not_found", "There is no user with this id. Check the id.");
        }
    }

    [Fact]
    public async Task The_audit_shows_an_erasure_without_who_it_was()
    {
        var (person, staff) = (await Api.NewPersonAsync(), await Api.NewPersonAsync("staff", "default"));
        await Api.SendAsync(ErasureCalls.Own(person));
        await Api.SendAsync(ErasureCalls.Of(Admin, $"{staff.Id}"));

        var entries = (await Api.GetAsync(Admin, "/audit?limit=2")).Json["entries"]!.AsArray();

        Assert.Equal(["person_erased", "person_erased"], entries.Select(e => (string)e!["act"]!));
        Assert.Equal(["admin", "user"], entries.Select(e => (string)e!["origin"]!));
        Assert.Equal([Admin.Id.ToString(), null], entries.Select(e => (string?)e!["by"]));
        Assert.Equal([true, false], entries.Select(e => e!["from"] is not null));
        Assert.All(entries, e => Assert.Null(e!["user_id"]));
        Assert.DoesNotContain(person.Id.ToString(), (await Api.GetAsync(Admin, "/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_erased_even_concurrently()
    {
        var lastAdmin = "This is the last administrator. Make another user an administrator first.";
        (await Api.SendAsync(ErasureCalls.Own(Admin))).AssertProblem(409, "last_admin", lastAdmin);
        (await Api.SendAsync(ErasureCalls.Of(Admin, $"{Admin.Id}"))).AssertProblem(409, "last_admin", lastAdmin);
        var other = await Api.NewPersonAsync("admin");
        Admin = await Api.AdminAsync();

        var answers = await Task.WhenAll(Api.SendAsync(ErasureCalls.Own(other)), Api.SendAsync(ErasureCalls.Own(Admin)));

        Assert.Equal([204, 409], answers.Select(a => a.Status).Order());
        var left = answers[0].Status == 204 ? Admin : other;
        Assert.Equal("admin", (await Api.GetAsync(left, $"/users/{left.Id}")).Member("role"));
    }

    [Fact]
    public async Task An_idempotency_record_holds_nothing_of_an_erased_person()
    {
        var (person, key) = (await Api.NewPersonAsync(), Guid.CreateVersion7().ToString());
        var body = new JsonObject { ["slot"] = People.NewSlot(), ["notes"] = "Mind the dog" };
        var call = Call.PostJson("/bookings", body.ToJsonString()) with { Token = person.Token, Headers = [("Idempotency-Key", key)] };
        var booked = await Api.SendAsync(call);
        Assert.DoesNotContain("dog", booked.Text, StringComparison.Ordinal);

        await Api.SendAsync(ErasureCalls.Own(person));

        (await Api.SendAsync(call with { Body = Call.PostJson("/", body.ToJsonString()).Body })).AssertIsUnauthorized();
    }
}
