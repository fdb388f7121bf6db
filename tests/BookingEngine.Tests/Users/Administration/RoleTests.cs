using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Administration;

public sealed class RoleTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task An_administrator_assigns_a_role_and_is_recorded()
    {
        var person = await _api.NewPersonAsync();

        var answer = await _api.ChangeRoleAsync(_admin, person.Id.ToString(), "staff", "default");

        answer.AssertIs(200, new JsonObject { ["id"] = person.Id.ToString(), ["role"] = "staff", ["resource_ids"] = new JsonArray("default") });
        var events = (await _api.EventsAsync("team-all")).Select(e => JsonNode.Parse(e.Json)!.AsObject()).ToList();
        var key = await _api.Services.GetRequiredService<PersonalData>().FindKeyAsync(_admin.Id.ToString(), CancellationToken.None);
        Assert.All(events.Skip(1), e => Assert.Equal("127.0.0.1", key!.Decrypt(new Encrypted((string)e["from"]!))));
        events.Skip(1).ToList().ForEach(e => e["from"] = "sealed");
        Assert.Equal(
            [
                $$"""{"user_id":"{{_admin.Id}}","role":"admin","by":null,"from":null}""",
                $$"""{"user_id":"{{person.Id}}","role":"staff","by":"{{_admin.Id}}","from":"sealed"}""",
                $$"""{"user_id":"{{person.Id}}","resource_ids":["default"],"by":"{{_admin.Id}}","from":"sealed"}""",
            ],
            events.Select(e => e.ToJsonString()));
    }

    [Fact]
    public async Task A_changed_role_ends_every_session_and_the_next_has_it()
    {
        var person = await _api.NewPersonAsync();
        (await _api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).AssertProblem(
            403, "missing_role", "Your role does not allow this. Ask an administrator.");

        await _api.ChangeRoleAsync(_admin, person.Id.ToString(), "admin");

        (await _api.ListAsync(person)).AssertIsUnauthorized();
        person = person with { Token = (await _api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal(201, (await _api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).Status);

        await _api.ChangeRoleAsync(_admin, person.Id.ToString(), "customer");

        (await _api.PostAsync(person, "/locations", CatalogueCalls.Location("b"))).AssertIsUnauthorized();
        person = person with { Token = (await _api.SignInAsync(person.Email)).Member("access_token") };
        Assert.Equal(403, (await _api.PostAsync(person, "/locations", CatalogueCalls.Location("b"))).Status);
    }

    [Fact]
    public async Task A_change_of_resources_ends_no_session()
    {
        var staff = await _api.NewPersonAsync("staff", "default");

        Assert.Equal(200, (await _api.ChangeRoleAsync(_admin, staff.Id.ToString(), "staff")).Status);

        Assert.Equal(200, (await _api.ListAsync(staff)).Status);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_removed_even_concurrently()
    {
        (await _api.ChangeRoleAsync(_admin, _admin.Id.ToString(), "customer")).AssertProblem(
            409, "last_admin", "This is the last administrator. Make another user an administrator first.");
        var other = await _api.NewPersonAsync("admin");

        var answers = await Task.WhenAll(
            _api.ChangeRoleAsync(_admin, other.Id.ToString(), "customer"), _api.ChangeRoleAsync(other, _admin.Id.ToString(), "customer"));

        Assert.Single(answers, a => a.Status == 200);
        Assert.Contains(answers.Single(a => a.Status != 200).Status, new[] { 401, 409 });
        Assert.Equal(1, (await _api.EventsAsync("team-all")).Count(e => e.Json.Contains("customer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_invalid_assignment_is_refused()
    {
        var person = (await _api.NewPersonAsync()).Id.ToString();

        (await _api.SendAsync(Call.PutJson($"/users/{person}/role", """{"role":"owner"}""") with { Token = _admin.Token })).AssertInvalidFields(("role", "must be customer or staff or admin"));
        (await _api.ChangeRoleAsync(_admin, person, "admin", "default")).AssertProblem(
            422, "resources_need_staff", "Only staff can have resources. Leave resource_ids empty, or choose the role staff.");
        (await _api.ChangeRoleAsync(_admin, person, "staff", "chair-x")).AssertProblem(
            422, "unknown_resource", "There is no resource chair-x. Choose an existing one.");
        foreach (var nobody in new[] { Guid.CreateVersion7().ToString(), "me", "1", person.Replace('-', '_') })
        {
            (await _api.ChangeRoleAsync(_admin, nobody, "staff")).AssertProblem(404, "not_found", "There is no user with this id. Check the id.");
        }

        Assert.Single(await _api.EventsAsync("team-all"));
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("staff")]
    public async Task Only_an_administrator_may_change_roles(string role)
    {
        var person = role == "customer" ? await _api.NewPersonAsync() : await _api.NewPersonAsync(role, "default");
        var before = await _api.StreamsAsync();
        Answer[] answers =
        [
            await _api.ChangeRoleAsync(person, person.Id.ToString(), "admin"),
            await _api.SendAsync(AdminCalls.Deactivate(person, _admin.Id)), await _api.SendAsync(AdminCalls.Reactivate(person, _admin.Id)),
            await _api.GetAsync(person, "/users"), await _api.GetAsync(person, $"/users/{person.Id}"), await _api.GetAsync(person, "/audit"),
            await _api.PostAsync(person, "/locations", CatalogueCalls.Location("x")), await _api.PutAsync(person, "/locations/default", CatalogueCalls.Location(), "*"),
            await _api.PostAsync(person, "/resources", CatalogueCalls.Resource("x")), await _api.PutAsync(person, "/resources/default", CatalogueCalls.Resource(), "*"),
            await _api.PostAsync(person, "/services", CatalogueCalls.Service("x")), await _api.PutAsync(person, "/services/default", CatalogueCalls.Service(), "*"),
        ];

        Assert.All(answers, a => Assert.Equal((403, "missing_role"), (a.Status, a.Member("code"))));
        Assert.Equal(role == "customer" ? 403 : 200, (await _api.GetAsync(person, "/services/default/history")).Status);
        Assert.Equal(before, await _api.StreamsAsync());
    }

    [Fact]
    public async Task Fields_for_administrators_are_ignored_when_customers_send_them()
    {
        var email = People.NewAddress();
        var registered = await _api.SendAsync(Call.PostJson("/auth/register", new JsonObject
        {
            ["email"] = email,
            ["password"] = People.Password,
            ["full_name"] = "Mallory",
            ["role"] = "admin",
            ["resource_ids"] = new JsonArray("default"),
            ["id"] = _admin.Id.ToString(),
        }.ToJsonString()));
        var person = new Person(Guid.Parse(registered.Member("id")), email, People.Password, (await _api.SignInAsync(email)).Member("access_token"));
        Assert.NotEqual(_admin.Id, person.Id);

        var updated = await _api.SendAsync(Call.PutJson("/users/me", """{"full_name":"M","role":"admin","user_role":"admin"}""") with { Token = person.Token });
        var booked = await _api.SendAsync(Call.PostJson(
            "/bookings", $$"""{"slot":"2031-01-01T10:00:00Z","user_id":"{{_admin.Id}}","status":"completed"}""") with
        { Token = person.Token });

        Assert.Equal((200, 201), (updated.Status, booked.Status));
        Assert.Equal((person.Id.ToString(), "default", "confirmed"), (booked.Member("user_id"), booked.Member("resource_id"), booked.Member("status")));
        Assert.Equal(403, (await _api.PostAsync(person, "/locations", CatalogueCalls.Location("a"))).Status);
        Assert.Single(await _api.EventsAsync("team-all"));
    }
}
