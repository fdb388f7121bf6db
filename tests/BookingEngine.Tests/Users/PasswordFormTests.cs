using System.Text.Json.Nodes;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Store = BookingEngine.Tests.Users.EarlierStore.EarlierStore;

namespace BookingEngine.Tests.Users;

/// <summary>A password is the same in every Unicode form.</summary>
public sealed class PasswordFormTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Composed = "p\u00e4ssw\u00f6rd \ud55c", Decomposed = "pa\u0308sswo\u0308rd \u1112\u1161\u11ab", Mixed = "p\u00e4sswo\u0308rd \ud55c";

    [Theory]
    [InlineData(Composed)]
    [InlineData(Decomposed)]
    [InlineData(Mixed)]
    public async Task A_password_registered_in_one_form_signs_in_with_all(string registered)
    {
        var email = People.NewAddress();
        Assert.Equal(201, (await api.RegisterAsync(email, registered)).Status);
        foreach (var form in new[] { Composed, Decomposed, Mixed })
        {
            Assert.Equal(200, (await api.SignInAsync(email, form)).Status);
        }

        Assert.Equal(401, (await api.SignInAsync(email, "password \ud55c")).Status);
    }

    [Fact]
    public async Task A_reset_and_a_changed_password_are_the_same_in_all_forms()
    {
        var person = await api.NewPersonAsync();
        Assert.Equal(200, (await api.ResetAsync(await api.NewTokenAsync(person), Decomposed)).Status);
        api.AdvanceOneSecond();
        var token = (await api.SignInAsync(person.Email, Composed)).Member("access_token");

        var body = new JsonObject { ["old_password"] = Mixed, ["new_password"] = "ne\u0301w pa\u0308ssword" };
        var changed = await api.SendAsync(Call.PutJson("/users/me/password", body.ToJsonString()) with { Token = token });

        Assert.Equal(200, changed.Status);
        Assert.Equal(200, (await api.SignInAsync(person.Email, "n\u00e9w p\u00e4ssword")).Status);
    }

    [Fact]
    public async Task A_compatibility_form_is_another_password()
    {
        var email = People.NewAddress();
        await api.RegisterAsync(email, "of\ufb01ce hours");
        Assert.Equal(401, (await api.SignInAsync(email, "office hours")).Status);
        Assert.Equal(200, (await api.SignInAsync(email, "of\ufb01ce hours")).Status);
    }

    [Theory]
    [InlineData("a\ufffebcdefgh")]
    [InlineData("\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    public async Task A_password_without_a_composed_form_works_as_it_is(string password)
    {
        var email = People.NewAddress();
        Assert.Equal(201, (await api.RegisterAsync(email, password)).Status);
        Assert.Equal(200, (await api.SignInAsync(email, password)).Status);
    }

    [Theory]
    [InlineData("e\u0301", 7, 422)]
    [InlineData("e\u0301", 8, 201)]
    [InlineData("e\u0301", 128, 201)]
    [InlineData("e\u0301", 129, 422)]
    public async Task The_length_of_a_password_counts_composed(string character, int count, int status) => Assert.Equal(
        status, (await api.RegisterAsync(People.NewAddress(), string.Concat(Enumerable.Repeat(character, count)))).Status);

    [Fact]
    public async Task A_hash_of_an_earlier_version_passes_in_all_forms_and_is_replaced_once()
    {
        await using var earlier = await ConfiguredApi.StartOnAsync(Store.WriteTo, ("RATE_LIMITS", "off"));
        foreach (var form in new[] { "p\u00e4ssw\u00f6rd", Store.Joerg.Password, "p\u00e4sswo\u0308rd" })
        {
            Assert.Equal(200, (await earlier.SignInAsync(Store.Joerg.Email, form)).Status);
            Assert.Single(await earlier.EventsAsync($"user-{Store.JoergId}"), e => e.Type == "password-rehashed.v1");
        }
    }

    [Fact]
    public async Task A_hash_of_an_earlier_version_passes_as_the_old_password()
    {
        await using var earlier = await ConfiguredApi.StartOnAsync(Store.WriteTo, ("RATE_LIMITS", "off"));
        var token = (await earlier.SignInAsync(Store.Joerg.Email, Store.Joerg.Password)).Member("access_token");
        var body = new JsonObject { ["old_password"] = "p\u00e4ssw\u00f6rd", ["new_password"] = "another horse" };
        Assert.Equal(200, (await earlier.SendAsync(Call.PutJson("/users/me/password", body.ToJsonString()) with { Token = token })).Status);
    }
}
