using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Users.SecondFactors;

namespace BookingEngine.Tests.Erasure;

public sealed class ExportTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task An_export_has_everything_that_is_held_on_the_caller()
    {
        var (person, later) = (await api.NewPersonAsync(), People.NewSlot());
        await api.SendAsync(Call.PutJson("/users/me", """{"full_name":"Countess Lovelace"}""") with { Token = person.Token });
        await api.SendAsync(Call.PostForm("/auth/token", ("username", person.Email), ("password", People.Password)) with { Headers = [("User-Agent", "engine/1")] });
        var booked = await api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = People.NewSlot(), ["notes"] = "Mind the dog" });
        await api.PostAsync(person, $"/bookings/{booked.Member("id")}/reschedule", new JsonObject { ["slot"] = later, ["reason"] = "I am ill" });
        await api.PostAsync(person, $"/bookings/{booked.Member("id")}/cancel", new JsonObject { ["reason"] = "Still ill" });
        var other = await api.NewPersonAsync();
        await api.PostAsync(other, "/bookings", new JsonObject { ["slot"] = People.NewSlot(), ["notes"] = "Of another" });

        var export = await api.GetAsync(person, "/users/me/export");

        Assert.Equal(200, export.Status);
        Assert.Equal((person.Email, "Countess Lovelace"), ((string?)export.Json["profile"]!["email"], (string?)export.Json["profile"]!["full_name"]));
        Assert.Equal(
            ["user-registered.v1 Ada Lovelace", "profile-updated.v1 Countess Lovelace"],
            export.Json["account"]!.AsArray().Select(e => $"{e!["event"]} {e["full_name"]}"));
        Assert.Equal([null, "engine/1"], export.Json["sessions"]!.AsArray().Select(s => (string?)s!["client"]).Order());
        var booking = export.Json["bookings"]!.AsArray().Single()!;
        Assert.Equal((later, "Mind the dog", "Still ill"), ((string?)booking["booking"]!["slot"], (string?)booking["booking"]!["notes"], (string?)booking["booking"]!["reason"]));
        Assert.Equal([null, "I am ill", "Still ill"], booking["history"]!.AsArray().Select(c => (string?)c!["reason"]));
        Assert.DoesNotContain("Of another", export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_has_each_booking_of_a_series_with_its_texts()
    {
        var person = await api.NewPersonAsync();
        var series = new JsonObject { ["rule"] = "FREQ=YEARLY;COUNT=2", ["slot"] = People.NewSlot(), ["notes"] = "Mind the cat" };
        var booked = await api.PostAsync(person, "/bookings/series", series);
        Assert.Equal(201, booked.Status);

        var bookings = (await api.GetAsync(person, "/users/me/export")).Json["bookings"]!.AsArray();

        Assert.Equal(booked.Json["bookings"]!.AsArray().Select(b => $"{b!["id"]} Mind the cat"), bookings.Select(b => $"{b!["booking"]!["id"]} {b["booking"]!["notes"]}"));
    }

    [Fact]
    public async Task An_export_has_languages_second_factor_and_authored_versions()
    {
        var (admin, person) = (await api.NewPersonAsync("admin"), await api.NewPersonAsync("admin"));
        Assert.Equal(200, (await api.SendAsync(Call.PutJson("/users/me", """{"full_name":"Ada","locale":"de"}""") with { Token = person.Token })).Status);
        var offered = await api.PostAsync(person, "/users/me/second-factor", new JsonObject { ["password"] = People.Password });
        var code = TimeCodes.At(offered.Member("secret"), api.Clock.GetUtcNow());
        Assert.Equal(200, (await api.PostAsync(person, "/users/me/second-factor/confirm", new JsonObject { ["otp"] = code })).Status);
        var service = CatalogueCalls.Service(CatalogueCalls.NewId("cut"));
        await api.PostAsync(person, "/services", service);
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await PutAsync(person, "/brand", """{"display_name":"Of Ada"}""");
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await PutAsync(person, "/brand/templates/confirmed/de", """{"subject":"Termin","text":"{{ when }} {{ action_url }}","html":"<p>{{ when }} {{ action_url }}</p>"}""");
        await PutAsync(admin, "/brand", """{"display_name":"Of another"}""");

        var export = await api.GetAsync(person, "/users/me/export");

        var profile = export.Json["profile"]!;
        Assert.Equal(("de", 10, false), ((string?)profile["locale"], (int)profile["second_factor"]!["recovery_codes"]!, (bool)profile["second_factor_exempt"]!));
        Assert.Equal([null, "de"], export.Json["account"]!.AsArray().Take(2).Select(e => (string?)e!["locale"]));
        Assert.Equal(
            [$"service {service["id"]} created", "brand tenant changed", "mail_template confirmed.de changed"],
            export.Json["authored"]!.AsArray().Select(c => $"{c!["kind"]} {c["id"]} {c["change"]}"));
        Assert.DoesNotContain(offered.Member("secret"), export.Text, StringComparison.Ordinal);
    }

    private async Task PutAsync(Person by, string path, string json) =>
        Assert.Equal(200, (await api.SendAsync(Call.PutJson(path, json, "*") with { Token = by.Token })).Status);

    [Fact]
    public async Task An_export_names_no_address_of_another()
    {
        var admin = await api.AdminAsync();
        var person = await api.NewPersonAsync("staff", "default");

        var (own, theirs) = (await api.GetAsync(admin, "/users/me/export"), await api.GetAsync(person, "/users/me/export"));

        Assert.Contains(own.Json["acts_by_user"]!.AsArray(), a => (string?)a!["user_id"] == person.Id.ToString() && a["client_address"] is not null);
        var acts = theirs.Json["acts_on_user"]!.AsArray();
        Assert.Equal(["staff_linked", "role_changed"], acts.Select(a => (string?)a!["act"]));
        Assert.All(acts, a => Assert.Equal((null, null), (a!["user_id"], a["client_address"])));
        Assert.Equal(("staff", "default"), ((string?)theirs.Json["profile"]!["role"], (string?)theirs.Json["profile"]!["resource_ids"]![0]));
    }
}
