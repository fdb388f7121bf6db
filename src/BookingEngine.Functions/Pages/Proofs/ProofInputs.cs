using System.Text;
using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.Pages.Proofs;

/// <summary>The field of a form for a proof of work. People do not see it: the page's script fills it in.</summary>
public sealed class ProofInputs(VisitorProofs proofs)
{
    public const string Name = "proof";

    private const string Mark = "data-challenge";

    /// <summary>Solves the challenges of a page, while its visitor looks at it. A form that is sent earlier waits for that.</summary>
    public static string Script { get; } =
        Encoding.UTF8.GetString(EmbeddedFiles.Bytes(typeof(ProofInputs), "pages/proof.js")).ReplaceLineEndings("\n");

    /// <summary>HTML. Nothing if the brand asks for no proof.</summary>
    /// <param name="known">The proof that the visitor has sent already; empty for none.</param>
    public string Of(ApiCall call, PageLook look, ServiceId service, ProofPurpose purpose, string known = "")
    {
        if (!VisitorProofs.IsAsked(look.Brand))
        {
            return "";
        }

        if (known.Length > 0)
        {
            return HiddenFields.Of((Name, known));
        }

        var challenge = ProofChallengeView.Of(proofs.Create(call, service, purpose));
        return $"<input type=\"hidden\" name=\"{Name}\" {Mark}=\"{HtmlPage.Encode(JsonSerializer.Serialize(challenge, PublicBookingsJson.Default.ProofChallengeView))}\">";
    }

    /// <summary>The page's script, with the solver if the page has a challenge.</summary>
    public static string ScriptFor(string html, string script) => html.Contains(Mark, StringComparison.Ordinal) ? Script + script : script;
}
