using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Administration;

public sealed class RoleTests : AdministratorTests
{
    [Fact]
    public async Task An_administrator_assigns_a_role_and_is_recorded()
    {
        var person = await Api.NewPersonAsync();

        var answer = await Api.ChangeRoleAsync(Admin, person.Id.ToString(), "staff", "default");

        answer.AssertIs(200, new JsonObject { ["id"] = person.Id.ToString(), ["role"] = "staff", ["resource_ids"] = new JsonArray("default") });
        var events = (await Api.EventsAsync("team-all")).Select(e => JsonNode.Parse(e.Json)!.AsObject()).ToList();
        var key = await Api.Services.GetRequiredService<PersonalData>().FindKeyAsync(Admin.Id.ToString(), CancellationToken.None);
        Assert.All(events.Skip(1), e => Assert.Equal("127.0.0.1", key!.Decrypt(new Encrypted((string)e["from"]!))));
        events.Skip(1).ToList().ForEach(e => e["from"] = "sealed");
        Assert.Equal(
            [
                $$"""{"user_id":"{{Admin.Id}}","role":"admin","by":null,"from":null}""",
                $$"""{"user_id":"{{person.Id}}","role":"staff","by":"{{Admin.Id}}","from":"sealed"}""",
                $$"""{"user_id":"{{person.Id}}","resource_ids":["default"],"by":"{{Admin.Id}}","from":"sealed"}""",
            ],
            events.Select(e => e.ToJsonString()));
    }

    [Fact]
    public async Task A_changed_role_ends_every_session_and_the_next_has_it()
    {
        var person = await Api.NewPersonAsync();
        (await Api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).AssertProblem(
            403, "missing_role", "Your role does not allow this. Ask an administrator.");

        await Api.ChangeRoleAsync(Admin, person.Id.ToString(), "admin");

        (await Api.ListAsync(person)).AssertIsUnauthorized();
        person = person with { Token = (await Api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal(201, (await Api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).Status);

        await Api.ChangeRoleAsync(Admin, person.Id.ToString(), "customer");

        (await Api.PostAsync(person, "/locations", CatalogueCalls.Location("b"))).AssertIsUnauthorized();
        person = person with { Token = (await Api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal(403, (await Api.PostAsync(person, "/locations", CatalogueCalls.Location("b"))).Status);
    }

    [Fact]
    public async Task A_change_of_resources_ends_no_session()
    {
        var staff = await Api.NewPersonAsync("staff", "default");

        Assert.Equal(200, (await Api.ChangeRoleAsync(Admin, staff.Id.ToString(), "staff")).Status);

        Assert.Equal(200, (await Api.ListAsync(staff)).Status);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_removed_even_concurrently()
    {
        (await Api.ChangeRoleAsync(Admin, Admin.Id.ToString(), "customer")).AssertProblem(
            409, "last_admin", "This is the last administrator. Make another user an administrator first.");
        var other = await Api.NewPersonAsync("admin");

        var answers = await Task.WhenAll(
            Api.ChangeRoleAsync(Admin, other.Id.ToString(), "customer"), Api.ChangeRoleAsync(other, Admin.Id.ToString(), "customer"));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Contains(answers.Single(a => a.Status != 200).Status, new[] { 401, 409 });
        Assert.Equal(1, (await Api.EventsAsync("team-all")).Count(e => e.Json.Contains("customer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_invalid_assignment_is_refused()
    {
        var person = (await Api.NewPersonAsync()).Id.ToString();

        (await Api.SendAsync(Call.PutJson($"/users/{person}/role", """{"role":"owner"}""") with { Token = Admin.Token })).AssertInvalidFields(("role", "must be customer or staff or admin"));
        (await Api.ChangeRoleAsync(Admin, person, "admin", "default")).AssertProblem(
            422, "resources_need_staff", "Only staff can have resources. Leave resource_ids empty, or choose the role staff.");
        (await Api.ChangeRoleAsync(Admin, person, "staff", "chair-x")).AssertProblem(
            422, "unknown_resource", "There is no resource chair-x. Choose an existing one.");
        foreach (var nobody in new[] { Guid.CreateVersion7().ToString(), "me", "1", person.Replace('-', '_') })
        {
            (await Api.ChangeRoleAsync(Admin, nobody, "staff")).AssertProblem(404, "not_found", "There is no user with this id. Check the id.");
        }

        Assert.Single(await Api.EventsAsync("team-all"));
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("staff")]
    public async Task Only_an_administrator_may_change_roles(string role)
    {
        var person = role == "customer" ? await Api.NewPersonAsync() : await Api.NewPersonAsync(role, "default");
        var before = await Api.StreamsAsync();
        Answer[] answers =
        [
            await Api.ChangeRoleAsync(person, person.Id.ToString(), "admin"),
            await Api.SendAsync(AdminCalls.Deactivate(person, Admin.Id)), await Api.SendAsync(AdminCalls.Reactivate(person, Admin.Id)),
            await Api.GetAsync(person, "/users"), await Api.GetAsync(person, $"/users/{person.Id}"), await Api.GetAsync(person, "/audit"),
            await Api.PostAsync(person, "/locations", CatalogueCalls.Location("x")), await Api.PutAsync(person, "/locations/default", CatalogueCalls.Location(), "*"),
            await Api.PostAsync(person, "/resources", CatalogueCalls.Resource("x")), await Api.PutAsync(person, "/resources/default", CatalogueCalls.Resource(), "*"),
            await Api.PostAsync(person, "/services", CatalogueCalls.Service("x")), await Api.PutAsync(person, "/services/default", CatalogueCalls.Service(), "*"),
        ];

        Assert.All(answers, a => Assert.Equal((403, "missing_role"), (a.Status, a.Member("code"))));
        Assert.Equal(role == "customer" ? 403 : 200, (await Api.GetAsync(person, "/services/default/history")).Status);
        Assert.Equal(before, await Api.StreamsAsync());
    }

    [Fact]
    public async Task Fields_for_administrators_are_ignored_when_customers_send_them()
    {
        var email = People.NewAddress();
        var registered = await Api.SendAsync(Call.PostJson("/auth/register", new JsonObject
        {
            ["email"] = email,
            ["password"] = People.Password,
            ["full_name"] = "Mallory",
            ["role"] = "admin",
            ["resource_ids"] = new JsonArray("default"),
            ["id"] = Admin.Id.ToString(),
        }.ToJsonString()));
        var person = new Person(Guid.Parse(registered.Member("id")), email, People.Password, (await Api.SignInAsync(email)).Member("access_token"));
        Assert.NotEqual(Admin.Id, person.Id);

        var updated = await Api.SendAsync(Call.PutJson("/users/me", """{"full_name":"M","role":"admin","user_role":"admin"}""") with { Token = person.Token });
        var booked = await Api.SendAsync(Call.PostJson(
            "/bookings", $$"""{"slot":"2031-01-01T10:00:00Z","user_id":"{{Admin.Id}}","status":"completed"}""") with
        { Token = person.Token });

        Assert.Equal((200, 201), (updated.Status, booked.Status));
        Assert.Equal((person.Id.ToString(), "default", "confirmed"), (booked.Member("user_id"), booked.Member("resource_id"), booked.Member("status")));
        Assert.Equal(403, (await Api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).Status);
        Assert.Single(await Api.EventsAsync("team-all"));
    }
}
