using System.Diagnostics;
using BookingEngine.Branding;
using BookingEngine.Infrastructure.Email.Templates;
using BookingEngine.Languages;
using BookingEngine.Notifications.Templates;

namespace BookingEngine.Tests.Notifications.Templates;

public sealed class TemplateEngineTests
{
    private static readonly Dictionary<string, string?> Values = new() { ["name"] = "Ada <b>\"&\r\nX: y", ["nothing"] = "", ["brand"] = "Salon" };
    private readonly FluidTemplateEngine _engine = new();

    public static TheoryData<string, int, int> Bad => new()
    {
        { "{% for i in (1..2000000000) %}x{% endfor %}", 1, 1 },
        { "Hello\n  {{ (1..2000000000) }}", 2, 3 },
        { "{% assign a = (1..2000000000) %}", 1, 1 },
        { "{% include 'secrets' %}", 1, 1 },
        { "{% render 'secrets' %}", 1, 1 },
        { "{% layout 'x' %}", 1, 1 },
        { "{% raw %}{{ name }}{% endraw %}", 1, 1 },
        { "{% capture a %}{{ a }}{{ a }}{% endcapture %}", 1, 1 },
        { "{% liquid\nassign a = 1 %}", 1, 1 },
        { "{% increment a %}", 1, 1 },
        { "{% cycle 'a', 'b' %}", 1, 1 },
        { "{% tablerow i in name %}{% endtablerow %}", 1, 1 },
        { "{{ name | raw }}", 1, 1 },
        { "{{ name | append: name }}", 1, 1 },
        { "{{ name | replace: 'a', 'aaaaaaaa' }}", 1, 1 },
        { "a\nb\n{{ name | date: '%s' }}", 3, 1 },
        { "{{ name", 1, 1 },
        { "{% if name %}", 1, 14 },
        { "{% endif %}", 1, 1 },
        { "{% if name %}{% endunless %}", 1, 1 },
        { "{{ name[0] }}", 1, 1 },
        { "{{ }}{% if %}x{% endif %}", 1, 1 },
        { "{% %}", 1, 1 },
        { "ok {{ " + new string('a', 600) + " }}", 1, 4 },
        { "{% if " + string.Concat(Enumerable.Repeat("name and ", 40)) + "name %}x{% endif %}", 1, 1 },
        { string.Concat(Enumerable.Repeat("{% if name %}", 21)) + string.Concat(Enumerable.Repeat("{% endif %}", 21)), 1, 261 },
        { string.Concat(Enumerable.Repeat("{{ name }}", 501)), 1, 5001 },
        { new string('x', 64 * 1024 + 1), 1, 1 },
        { new string('{', 64 * 1024), 1, 1 },
        { string.Concat(Enumerable.Repeat("{% if name %}", 5_000)), 1, 261 },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_template_is_refused_with_its_place(string source, int line, int column)
    {
        var watch = Stopwatch.StartNew();

        var error = _engine.Check(source);

        Assert.NotNull(error);
        Assert.Equal((line, true), (error.Line, column == error.Column || error.Why == "This is not valid Liquid."));
        Assert.True(watch.Elapsed < Timeouts.Answer);
    }

    [Theory]
    [InlineData("{{ name }}", "Ada <b>\"&\nX: y", "Ada &lt;b&gt;&quot;&amp;&#xD;&#xA;X: y")]
    [InlineData("{% if nothing %}a{% else %}b{% endif %}{{ missing }}", "b", "b")]
    [InlineData("{% unless missing %}{{ brand | upcase }}{% endunless %}", "SALON", "SALON")]
    [InlineData("{% case brand %}{% when 'Salon' %}yes{% else %}no{% endcase %}", "yes", "yes")]
    [InlineData("{%- assign a = brand | default: 'x' -%} {{- a -}} ", "Salon", "Salon")]
    [InlineData("{% comment %}x{% endcomment %}{{ missing | default: 'y' }}", "y", "y")]
    [InlineData("a { b } % c", "a { b } % c", "a { b } % c")]
    public void A_template_is_rendered_with_encoded_values(string source, string text, string html)
    {
        Assert.Null(_engine.Check(source));
        Assert.Equal((text, html), (_engine.Render(source, Values, isHtml: false), _engine.Render(source, Values, isHtml: true)));
    }

    [Fact]
    public void A_result_that_is_too_long_is_refused()
    {
        var source = $"{{% assign a = '{new string('x', 400)}' %}}{string.Concat(Enumerable.Repeat("{{ a }}", 300))}";
        Assert.Null(_engine.Check(source));
        Assert.Throws<TemplateException>(() => _engine.Render(source, Values, isHtml: true));
    }

    public static TheoryData<string, string> Defaults
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in MailKinds.All)
            {
                foreach (var language in Texts.Languages)
                {
                    all.Add(kind.Name, language);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Every_default_template_is_one_that_a_tenant_could_save(string kind, string language)
    {
        var template = DefaultTemplates.Of(MailKinds.Find(kind)!, Texts.Of(language));

        Assert.All([template.Subject, template.Text, template.Html], source => Assert.Null(_engine.Check(source)));
        Assert.DoesNotContain("booking engine", _engine.Render(template.Html, Values, isHtml: true), StringComparison.OrdinalIgnoreCase);
        Assert.InRange(_engine.Render(template.Html, Values, isHtml: true).Length, 500, 20_000);
    }
}
