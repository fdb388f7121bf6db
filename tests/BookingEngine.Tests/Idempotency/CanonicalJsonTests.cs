using System.Text;
using BookingEngine.Functions.Http.Idempotency;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Which JSON texts count as the same request under one idempotency key.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", "{ \"b\" : 2 ,\n\t\"a\" : 1 }")]
    [InlineData("""{"a":{"c":1,"b":[1,2]}}""", """{"a":{"b":[1,2],"c":1}}""")]
    [InlineData("""{"a":"\u0041\/\u00e9"}""", """{"a":"A/é"}""")]
    [InlineData("""{"\u0061":true}""", """{"a":true}""")]
    [InlineData("\uFEFF[1]", "[1]")]
    [InlineData("[1]", "[1.0]")]
    [InlineData("[100]", "[1E+2]")]
    [InlineData("[0.05]", "[5e-2]")]
    [InlineData("[0]", "[-0.00e9]")]
    [InlineData("[12345678901234567890.10]", "[12345678901234567890.1]")]
    public void Equal_values_have_the_same_text(string one, string other) => Assert.Equal(Canonical(one), Canonical(other));

    [Theory]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", """["1"]""")]
    [InlineData("[0]", "[false]")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":"A"}""", """{"a":"a"}""")]
    [InlineData("""{"a":"é"}""", """{"a":"e\u0301"}""")]
    [InlineData("[12345678901234567890.1]", "[12345678901234567890.2]")]
    [InlineData("[9007199254740993]", "[9007199254740992]")]
    [InlineData("[1e1000]", "[1e1001]")]
    [InlineData("[1e99999999999999999999]", "[1e99999999999999999998]")]
    [InlineData("[1]", "[-1]")]
    public void Different_values_have_different_texts(string one, string other) => Assert.NotEqual(Canonical(one), Canonical(other));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""["\ud800"]""")]
    public void Invalid_json_has_no_canonical_form(string text) => Assert.Null(CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(text)));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(json))!);
}
