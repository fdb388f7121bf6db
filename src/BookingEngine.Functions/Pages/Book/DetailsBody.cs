using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Proofs;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The form of a visitor.</summary>
/// <param name="valueOf">What was entered in a field; empty for nothing.</param>
/// <param name="errors">What is wrong with it.</param>
internal sealed class DetailsBody(PageLook look, BookAddress address, Service service, Func<string, string> valueOf, FieldErrors errors)
{
    /// <param name="above">HTML above the fields.</param>
    /// <param name="proof">HTML of the field for a proof of work.</param>
    public string Form(string above, string proof) =>
        $"""
        {Summary()}<form method="post" action="{BookAddress.Details}">{HiddenFields.Of(address.All)}{proof}
        {above}
        <p class="hint">{Text("book.required")}</p>
        {Fields(isEmailRequired: true)}
        <div class="trap" aria-hidden="true"><label for="{DetailsForm.TrapName}">{DetailsForm.TrapName}</label><input id="{DetailsForm.TrapName}" name="{DetailsForm.TrapName}" tabindex="-1" autocomplete="off"></div>
        <button type="submit" name="action" value="review">{Text("book.continue")}</button></form>
        """;

    /// <summary>What is wrong, or nothing.</summary>
    public string Summary()
    {
        var wrong = Names.Where(HasError).ToList();
        return wrong.Count == 0 ? "" :
            $"<div class=\"summary\" role=\"alert\" tabindex=\"-1\" data-focus><strong>{Text("book.error.summary")}</strong><ul>"
            + $"{string.Concat(wrong.Select(name => $"<li><a href=\"#{HtmlPage.Encode(name)}\">{HtmlPage.Encode(ErrorOf(name))}</a></li>"))}</ul></div>";
    }

    /// <summary>Person, questions and notes.</summary>
    /// <param name="completes">Whether the browser may fill in its user's own name and address.</param>
    public string Fields(bool isEmailRequired, bool completes = true) =>
        $"""
        {Input("name", "book.name", "text", completes ? "name" : "off", BookFields.MaximumName, isRequired: true)}
        {Input("email", "book.email", "email", completes ? "email" : "off", BookFields.MaximumEmail, isEmailRequired)}
        {Input("phone", "book.phone", "tel", completes ? "tel" : "off", BookFields.MaximumPhone, isRequired: false)}
        {Questions}
        {Area("notes", look.Texts["book.notes"], BookFields.MaximumNotes, isRequired: false)}
        """;

    /// <summary>The fields for the answers alone.</summary>
    public string Questions => string.Concat(service.Questions.Select(Question));

    /// <summary>Every field as it was entered, for a form that only shows it.</summary>
    public string Hidden() => HiddenFields.Of(address.All.Concat(Names.Append(ProofInputs.Name).Select(name => (name, valueOf(name))).Where(field => field.Item2.Length > 0)));

    /// <summary>What was entered, with its label.</summary>
    public IEnumerable<(string Label, string Value)> Entered =>
    [
        (look.Texts["book.name"], valueOf("name")), (look.Texts["book.email"], valueOf("email")), (look.Texts["book.phone"], valueOf("phone")),
        .. service.Questions.Select(q => (q.Text, q.Type is QuestionType.Boolean && valueOf(FormAnswers.NameOf(q)) is { Length: > 0 } yes ? look.Texts[$"book.{yes}"] : valueOf(FormAnswers.NameOf(q)))),
        (look.Texts["book.notes"], valueOf("notes")),
    ];

    private IEnumerable<string> Names => ["name", "email", "phone", .. service.Questions.Select(FormAnswers.NameOf), "notes", DetailsForm.TrapName];

    // The routes call the field of an answer by another name.
    private bool HasError(string name) =>
        errors.Has(name.StartsWith("answer.", StringComparison.Ordinal) ? $"answers.{name["answer.".Length..]}" : name);

    private string ErrorOf(string name) => look.Texts.Find($"book.error.{name}") ?? look.Texts["book.error.answer"];

    private string Input(string name, string label, string type, string autocomplete, int maximum, bool isRequired) => Field(
        name, look.Texts[label], isRequired,
        string.Create(CultureInfo.InvariantCulture, $"<input{{0}} type=\"{type}\" autocomplete=\"{autocomplete}\" maxlength=\"{maximum}\" value=\"{HtmlPage.Encode(valueOf(name))}\">"));

    private string Area(string name, string label, int maximum, bool isRequired) => Field(
        name, label, isRequired, string.Create(CultureInfo.InvariantCulture, $"<textarea{{0}} dir=\"auto\" maxlength=\"{maximum}\">{HtmlPage.Encode(valueOf(name))}</textarea>"));

    private string Question(Question question)
    {
        var (name, value) = (FormAnswers.NameOf(question), valueOf(FormAnswers.NameOf(question)));
        return question.Type switch
        {
            QuestionType.Choice => Field(name, question.Text, question.Required, Select(question.Options.Select(option => (option, option)), value)),
            QuestionType.Boolean => Field(
                name, question.Text, question.Required, Select([("true", look.Texts["book.true"]), ("false", look.Texts["book.false"])], value)),
            QuestionType.Number => Field(name, question.Text, question.Required, $"<input{{0}} inputmode=\"decimal\" autocomplete=\"off\" value=\"{HtmlPage.Encode(value)}\">"),
            _ => Area(name, question.Text, BookFields.MaximumAnswer, question.Required),
        };
    }

    private static string Select(IEnumerable<(string Value, string Text)> options, string chosen) =>
        $"<select{{0}}><option value=\"\"></option>{string.Concat(options.Select(o => $"<option value=\"{HtmlPage.Encode(o.Value)}\"{(o.Value == chosen ? " selected" : "")}>{HtmlPage.Encode(o.Text)}</option>"))}</select>";

    private string Field(string name, string label, bool isRequired, string control)
    {
        // The first mark is ours: what was entered comes after it.
        var (id, place) = (HtmlPage.Encode(name), control.IndexOf("{0}", StringComparison.Ordinal));
        var attributes = $" id=\"{id}\" name=\"{id}\"{(isRequired ? " required" : "")}{(HasError(name) ? $" aria-invalid=\"true\" aria-describedby=\"{id}-error\"" : "")}";
        return $"<div class=\"field\"><label for=\"{id}\">{HtmlPage.Encode(label)}{(isRequired ? "" : $" <span>{Text("book.optional")}</span>")}</label>"
            + $"{(HasError(name) ? $"<p class=\"error\" id=\"{id}-error\">{HtmlPage.Encode(ErrorOf(name))}</p>" : "")}{control[..place]}{attributes}{control[(place + 3)..]}</div>";
    }

    private string Text(string key) => HtmlPage.Encode(look.Texts[key]);
}
