using BookingEngine.Branding;

namespace BookingEngine.Functions.Docs;

/// <summary>The document and its pages with the tenant's name. It keeps the files of the present name.</summary>
public sealed class TitledDocs(BrandCache brands)
{
    private volatile Files? _files;

    public async Task<Files> OfAsync(ApiCall call)
    {
        var name = (await brands.FindOrNeutralAsync(call.Cancellation)).DisplayName;
        var title = name is null ? ApiDocument.Title : $"{name} API";
        return _files is { } files && files.Title == title ? files : _files = new Files(title);
    }

    public sealed class Files(string title)
    {
        private readonly Lazy<DocsFile> _document = new(() => ApiDocument.Titled(title)), _docs = new(() => DocsPages.Docs(title)), _redoc = new(() => DocsPages.Redoc(title));

        public string Title => title;

        public DocsFile Document => _document.Value;

        public DocsFile Docs => _docs.Value;

        public DocsFile Redoc => _redoc.Value;
    }
}
