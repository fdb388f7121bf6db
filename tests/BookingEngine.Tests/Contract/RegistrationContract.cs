using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

[Collection(ContractTests.Name)]
public sealed class RegistrationContract(ContractApi api)
{
    private const string Valid = """{"email":"unused@example.com","password":"correct horse","full_name":"Ada"}""";

    [Fact]
    public async Task A_new_user_gets_id_email_name_and_time()
    {
        var email = ContractPeople.NewAddress();

        var answer = await api.RegisterAsync(email);

        answer.AssertIs(201, new JsonObject
        {
            ["id"] = Guid.Parse(answer.Member("id")).ToString(),
            ["email"] = email,
            ["full_name"] = "Ada Lovelace",
            ["created_at"] = answer.Member("created_at"),
        });
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task A_known_address_is_refused()
    {
        var person = await api.NewPersonAsync();

        (await api.RegisterAsync(person.Email.ToUpperInvariant())).AssertProblem(400, "email_already_registered", "Email already registered");
    }

    [Fact]
    public async Task All_invalid_fields_are_named() =>
        (await api.SendAsync(Call.PostJson("/auth/register", """{"email":"nobody","password":"short"}"""))).AssertInvalidFields(
            ("email", "must be one mail address such as name@example.com, without a display name"), ("full_name", "is required"),
            ("password", "must have 8 to 128 characters"));

    [Theory]
    [InlineData("", "The body is empty. Send a JSON object.")]
    [InlineData("{", "The body is not valid JSON at line 1, byte 2.")]
    [InlineData("""{"email":"a@example.com","email":"b@example.com"}""", "The body is not valid JSON, or has a member twice.")]
    public async Task A_body_that_is_not_json_is_refused(string body, string detail) =>
        (await api.SendAsync(Call.PostJson("/auth/register", body))).AssertProblem(400, "malformed_json", detail);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_media_type_is_refused(string mediaType) =>
        (await api.SendAsync(Call.PostBytes("/auth/register", Encoding.UTF8.GetBytes(Valid), mediaType)))
            .AssertProblem(415, "unsupported_media_type", "Send the body as application/json in UTF-8.");
}
