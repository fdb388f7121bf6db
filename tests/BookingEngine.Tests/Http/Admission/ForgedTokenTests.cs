using System.Text.Json.Nodes;
using BookingEngine.Tests.Http.Requests;

namespace BookingEngine.Tests.Http.Admission;

/// <summary>Changes each part of a token, one at a time.</summary>
public sealed class ForgedTokenTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static Dictionary<string, Func<string, string>> Forged { get; } = new()
    {
        ["algorithm none"] = t => Forgery.Change(t, h => h["alg"] = "none", sign: Forgery.WithoutSignature),
        ["algorithm none in other letters"] = t => Forgery.Change(t, h => h["alg"] = "nOnE", sign: Forgery.WithoutSignature),
        ["algorithm none, signature kept"] = t => Forgery.Change(t, h => h["alg"] = "none"),
        ["no algorithm"] = t => Forgery.Change(t, h => h.Remove("alg")),
        ["no signature"] = t => t[..(t.LastIndexOf('.') + 1)],
        ["another secret"] = t => Forgery.Change(t, sign: Forgery.SignedWithOtherSecret),
        ["HS512 with the same secret"] = t => Forgery.Change(t, h => h["alg"] = "HS512", sign: Forgery.SignedWithSha512),
        ["RS256 with the secret as its key"] = t => Forgery.Change(t, h => h["alg"] = "RS256"),
        ["another type"] = t => Forgery.Change(t, h => h["typ"] = "JWT"),
        ["no type"] = t => Forgery.Change(t, h => h.Remove("typ")),
        ["a critical header"] = t => Forgery.Change(t, h => (h["crit"], h["b64"]) = (new JsonArray("b64"), false)),
        ["an empty list of critical headers"] = t => Forgery.Change(t, h => h["crit"] = new JsonArray()),
        ["another issuer"] = t => Forgery.Change(t, payload: p => p["iss"] = "https://evil.example.com"),
        ["no issuer"] = t => Forgery.Change(t, payload: p => p.Remove("iss")),
        ["another audience"] = t => Forgery.Change(t, payload: p => p["aud"] = "https://evil.example.com"),
        ["no audience"] = t => Forgery.Change(t, payload: p => p.Remove("aud")),
        ["expired"] = t => Forgery.Change(t, payload: p => p["exp"] = RunningApi.Start.ToUnixTimeSeconds()),
        ["without an end"] = t => Forgery.Change(t, payload: p => p.Remove("exp")),
        ["an end that is no number"] = t => Forgery.Change(t, payload: p => p["exp"] = "tomorrow"),
        ["not yet begun"] = t => Forgery.Change(t, payload: p => p["nbf"] = RunningApi.Start.ToUnixTimeSeconds() + 60),
        ["payload changed, signature kept"] = t => $"{Forgery.Change(t, payload: p => p["exp"] = 9_999_999_999)[..t.LastIndexOf('.')]}{t[t.LastIndexOf('.')..]}",
        ["signature cut"] = t => t[..^2],
        ["no subject"] = t => Forgery.Change(t, payload: p => p.Remove("sub")),
        ["another subject"] = t => Forgery.Change(t, payload: p => p["sub"] = "01970000-0000-7000-8000-000000000000"),
        ["a subject that is no id"] = t => Forgery.Change(t, payload: p => p["sub"] = "admin"),
        ["no session"] = t => Forgery.Change(t, payload: p => p.Remove("sid")),
        ["a session that does not exist"] = t => Forgery.Change(t, payload: p => p["sid"] = "01970000-0000-7000-8000-000000000000"),
        ["a session that is no id"] = t => Forgery.Change(t, payload: p => p["sid"] = "' OR 1=1 --"),
        ["a session that is a number"] = t => Forgery.Change(t, payload: p => p["sid"] = 1),
        ["a session that is an object"] = t => Forgery.Change(t, payload: p => p["sid"] = new JsonObject { ["$ne"] = 1 }),
        ["garbage"] = _ => "garbage",
        ["garbage in three parts"] = _ => "a.b.c",
        ["dots"] = _ => "..",
        ["five parts"] = t => $"{t}.a.b",
        ["parts that are no JSON"] = _ => "AAAA.AAAA.AAAA",
        ["over 4,096 characters"] = t => Forgery.Change(t, payload: p => p["filler"] = new string('x', 4_096)),
    };

    public static TheoryData<string> Forgeries { get; } = new(Forged.Keys);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string forgery)
    {
        var person = await api.NewPersonAsync();
        var forged = person with { Token = Forged[forgery](person.Token) };

        (await api.ListAsync(forged)).AssertIsUnauthorized();
        (await api.BookAsync(forged, People.NewSlot())).AssertIsUnauthorized();
        Assert.Empty((await api.ListAsync(person)).SlotsOf());
    }

    [Fact]
    public async Task A_token_signed_by_hand_with_the_right_key_is_accepted()
    {
        var person = await api.NewPersonAsync();

        Assert.Equal(200, (await api.ListAsync(person with { Token = Forgery.Change(person.Token) })).Status);
    }

    [Fact]
    public async Task A_subject_who_is_not_the_sessions_user_is_refused()
    {
        var (person, victim) = (await api.NewPersonAsync(), await api.NewPersonAsync());
        await api.BookAsync(victim, People.NewSlot());

        var forged = Forgery.Change(person.Token, payload: p => (p["sub"], p["role"]) = (victim.Id.ToString(), "admin"));
        var withRole = Forgery.Change(person.Token, payload: p => p["role"] = "admin");

        (await api.ListAsync(person with { Token = forged })).AssertIsUnauthorized();
        Assert.Empty((await api.ListAsync(person with { Token = withRole })).SlotsOf());
    }

    [Fact]
    public async Task Two_tokens_in_one_request_are_refused()
    {
        var token = (await api.NewPersonAsync()).Token;
        var twice = await RawExchange.SendAsync(
            api.Address, $"GET /bookings HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nAuthorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n");
        var joined = await api.SendAsync(Call.Get("/bookings") with { Token = $"{token}, Bearer {token}" });

        twice.AssertIsUnauthorized();
        joined.AssertIsUnauthorized();
    }
}
