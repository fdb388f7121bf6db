using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>The cells of a table.</summary>
public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("Müller 😀", "Müller 😀")]
    public void A_cell_is_quoted_when_necessary(string text, string cell) => Assert.Equal($"a,{cell},b\r\n", CsvAnswer.Line(["a", text, "b"]));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30 1234", "'+49 30 1234")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData("x;=1+1;-2", "x;'=1+1;'-2")]
    [InlineData("a=1", "a=1")]
    [InlineData("a;b; =c", "a;b; =c")]
    [InlineData("2031-06-02T10:00:00+02:00", "2031-06-02T10:00:00+02:00")]
    public void A_cell_is_never_a_formula(string text, string cell) => Assert.Equal($"{cell}\r\n", CsvAnswer.Line([text]));
}
