using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Recovery;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Fields that are sent in the query and in the body. Nothing that is sent is silently unused.</summary>
public sealed class QueryAndBodyTests : SalonTests
{
    private const string Query = $"/bookings?slot={Ten}", Different = "must be the same in the query and in the body";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut");
    }

    [Fact]
    public async Task A_slot_in_the_query_keeps_the_fields_of_the_body()
    {
        var booked = await PostAsync(Stella, Query, """
            {"service_id":"cut","resource_id":"chair-1","notes":"Mind the dog","guest":{"name":"Grace","email":null},"override":true}
            """);

        Assert.Equal((201, "cut", "chair-1"), (booked.Status, booked.Member("service_id"), booked.Member("resource_id")));
        var shown = await Salon.GetAsync(Stella, $"/bookings/{booked.Member("id")}");
        Assert.Equal(("Mind the dog", "Grace", true), (shown.Member("notes"), (string)shown.Json["guest"]!["name"]!, (bool)shown.Json["override"]!));
    }

    [Fact]
    public async Task A_slot_in_the_query_uses_the_hold_of_the_body()
    {
        var hold = (await Salon.HoldAsync(Ada, Ten)).Member("id");

        var booked = await PostAsync(Ada, Query, $$"""{"hold_id":"{{hold}}"}""");
        var other = await PostAsync(Ada, $"/bookings?slot={Eleven}", $$"""{"hold_id":"{{hold}}"}""");

        Assert.Equal((201, "cut"), (booked.Status, booked.Member("service_id")));
        Assert.Equal((409, "hold_expired"), (other.Status, other.Member("code")));
        Assert.Equal(["hold-placed.v1", "booking-made.v1"], await Salon.TypesAsync());
    }

    [Theory]
    [InlineData("service_id=cut&resource_id=chair-2", "")]
    [InlineData("service_id=cut", """{"resource_id":"chair-2"}""")]
    [InlineData("service_id=cut&resource_id=chair-2&quantity=1&override=false", """{"quantity":1,"override":false,"service_id":"cut"}""")]
    public async Task Each_field_counts_in_the_query_and_in_the_body(string query, string body)
    {
        var booked = await PostAsync(Ada, $"{Query}&{query}", body);
        Assert.Equal((201, "cut", "chair-2"), (booked.Status, booked.Member("service_id"), booked.Member("resource_id")));
    }

    [Theory] // JSON has one kind of number, and the API document says "integer", which 1.0 is
    [InlineData("1.0", 201)]
    [InlineData("1e0", 201)]
    [InlineData("10E-1", 201)]
    [InlineData("1.5", 422)]
    [InlineData("1e400", 422)]
    [InlineData("4294967297", 422)]
    public async Task A_whole_number_counts_however_it_is_written(string quantity, int status)
    {
        var booked = await PostAsync(Ada, $"/bookings?slot={Ten}&quantity=1", $$"""{"service_id":"cut","quantity":{{quantity}}}""");
        Assert.Equal(status, booked.Status);
        Assert.Equal(status, (await PostAsync(Ben, "/holds?quantity=1", $$"""{"slot":"{{Eleven}}","service_id":"cut","quantity":{{quantity}}}""")).Status);
    }

    [Fact]
    public async Task A_hold_in_the_query_is_booked()
    {
        var hold = (await Salon.HoldAsync(Ada, Ten)).Member("id");
        Assert.Equal(201, (await PostAsync(Ada, $"/bookings?hold_id={hold}", "")).Status);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData(" { \n} ", "application/json")]
    [InlineData("\uFEFF{}", "application/json")]
    [InlineData("{}", "text/plain")]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("{}", null)]
    public async Task An_empty_body_of_any_media_type_counts_as_none(string body, string? mediaType) =>
        Assert.Equal(201, (await SendAsync(Ada, Call.PostBytes(Query, Encoding.UTF8.GetBytes(body), mediaType))).Status);

    [Theory]
    [InlineData("{", "application/json", 400, "malformed_json")]
    [InlineData("""{"service_id":"cut","service_id":"cut"}""", "application/json", 400, "malformed_json")]
    [InlineData("null", "application/json", 422, "invalid_fields")]
    [InlineData("""{"service_id":"cut"}""", "text/plain", 415, "unsupported_media_type")]
    [InlineData("service_id=cut", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("""{"service_id":7}""", "application/json", 422, "invalid_fields")]
    [InlineData("""{"service_id":"unheard-of"}""", "application/json", 422, "unknown_service")]
    public async Task A_body_that_cannot_be_read_is_refused_beside_a_slot_in_the_query(string body, string mediaType, int status, string code)
    {
        var answer = await SendAsync(Ada, Call.PostBytes(Query, Encoding.UTF8.GetBytes(body), mediaType));
        Assert.Equal((status, code), (answer.Status, answer.Member("code")));
        Assert.Empty(await Salon.TypesAsync());
    }

    [Theory]
    [InlineData(Ten, 201)]
    [InlineData("2030-05-06T12:00:00+02:00", 201)]
    [InlineData("2030-05-06T10:00:00", 422)]
    [InlineData(Eleven, 422)]
    public async Task The_same_slot_twice_is_accepted_and_another_is_refused(string inBody, int status)
    {
        var answer = await PostAsync(Ada, Query, new JsonObject { ["slot"] = inBody, ["service_id"] = "cut" }.ToJsonString());
        Assert.Equal(status, answer.Status);
        if (status == 422)
        {
            answer.AssertInvalidFields(("slot", Different));
        }
    }

    [Theory]
    [InlineData("service_id=shave", """{"service_id":"cut"}""", "service_id")]
    [InlineData("resource_id=chair-2", """{"resource_id":"chair-1"}""", "resource_id")]
    [InlineData("quantity=2", """{"quantity":1}""", "quantity")]
    [InlineData("override=true", """{"override":false}""", "override")]
    public async Task The_same_field_twice_with_different_values_is_refused(string query, string body, string field)
    {
        (await PostAsync(Stella, $"{Query}&{query}", body)).AssertInvalidFields((field, Different));
        Assert.Empty(await Salon.TypesAsync());
    }

    [Theory]
    [InlineData("/bookings?slot=2030-05-06T10:00:00Z&notes=quiet", "{}", "notes")]
    [InlineData("/bookings?slot=2030-05-06T10:00:00Z&guest=Grace", "{}", "guest")]
    [InlineData("/holds?service_id=cut", """{"slot":"2030-05-06T10:00:00Z"}""", "service_id")]
    [InlineData("/bookings/0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506/reschedule?resource_id=chair-2", """{"slot":"2030-05-06T10:00:00Z"}""", "resource_id")]
    [InlineData("/locations?address=Torstr.", """{"name":"Mitte","time_zone":"UTC"}""", "address")]
    public async Task A_field_of_the_body_in_the_query_is_refused(string path, string body, string field) =>
        (await PostAsync(Admin, path, body)).AssertInvalidFields((field, "must be sent in the JSON body, not in the query"));

    [Fact]
    public async Task A_field_of_the_body_in_the_query_must_be_the_same()
    {
        const string Body = """{"slot":"2030-05-06T10:00:00Z","service_id":"cut","minutes":5}""";
        (await PostAsync(Ada, "/holds?minutes=50", Body)).AssertInvalidFields(("minutes", Different));
        Assert.Equal(201, (await PostAsync(Ada, "/holds?minutes=5&service_id=cut&utm_source=mail", Body)).Status);
    }

    [Fact]
    public async Task A_reset_takes_the_token_and_the_password_from_query_and_body()
    {
        var token = await Api.NewTokenAsync(await Api.NewPersonAsync());
        var different = await Api.SendAsync(Call.PostJson($"/auth/reset-password?token=x{token}", $$"""{"token":"{{token}}","new_password":"battery staple"}"""));
        var merged = await Api.SendAsync(Call.PostJson($"/auth/reset-password?token={token}", $$"""{"token":"{{token}}","new_password":"battery staple"}"""));

        different.AssertInvalidFields(("token", Different));
        merged.AssertIs(200, new JsonObject { ["msg"] = "Password updated" });
    }

    [Fact]
    public async Task A_reset_with_a_broken_body_beside_the_query_is_refused()
    {
        var broken = await Api.SendAsync(Call.PostJson("/auth/reset-password?token=x", "{"));
        var none = await Api.SendAsync(Call.Post("/auth/reset-password"));

        Assert.Equal((400, "malformed_json"), (broken.Status, broken.Member("code")));
        none.AssertInvalidFields(("new_password", "is required"), ("token", "is required"));
    }

    private Task<Answer> PostAsync(string person, string path, string body) => SendAsync(person, Call.PostJson(path, body));

    private Task<Answer> SendAsync(string person, Call call) => Salon.SendAsync(person, call);
}
