// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The longer texts of --help, apart from the options so that both stay readable.
namespace headlight::cli {

inline constexpr char programHelp[] =
    "Headlight: what the attention heads of an encoder (BERT, RoBERTa, ...) do for an answer, a class or a word.";

inline constexpr char programFooter[] = R"(
headlight-cli COMMAND --help describes a command, its options, their defaults and units.

Exit status: 0 done; 1 the input, a file, the disk or the device is bad; 2 wrong usage; 3 cancelled (Ctrl-C).
Results go to standard output, progress and messages to standard error.

Example, from a question to a figure:
  headlight-cli analyze --question "What is important to us?" \
      --context "It is important to us to include, empower and support humans of all kinds." \
      --output demo.headlight
  headlight-cli show demo.headlight
  headlight-cli export demo.headlight --view heads --measure start --layer 4 --format png --output heads.png)";

inline constexpr char analyzeHelp[] =
    "Runs a model on a text, and computes what the heads did for its answer, class, label or word.";

inline constexpr char analyzeFooterBegin[] = R"(
Computes attention, vector norms and the attribution of the answer to every layer, head and token. Writes a session
file, which the window, show, export and Python's safetensors open.

What is given follows the model's task:
  question answering     --question and --context (or --context-file)
  classification         --text, or --text and --pair where two texts are classified together
  token labels           --text
  masked words           --text with [MASK] (or <mask>) in place of a word
  a bare encoder         --text: attention and norms alone

Presets set options; options given explicitly win.
  accurate   segments huggingface, target predicted, rule exact, tolerance 0.01
  tutorial   segments tutorial, target max, rule captum, 50 steps: reproduces the Captum tutorials

Targets, the scalar that is explained. Token indices count special tokens, from 0.
  predicted  two targets: the start logit and the end logit of the best span
  START,END  the same two at these token indices
  max        the largest start and end logit at every path point, as in the tutorials (rule captum only)
  span       start plus end logit of the best span
  contrast   that, minus the same of the best span that does not overlap it
  no-answer  start plus end logit of the best span, minus both logits at [CLS]
Of the other tasks, where predicted is the most probable class, label (that is not O) or word at the first mask:
  CLASS          the logit of a class, by its label or number
  TOKEN,LABEL    the logit of a token's label
  POSITION,WORD  the logit of a word (a piece or an id) at a mask
  contrast       the predicted one's logit, minus the runner-up's

Methods of --with, what they are and cost (a pass: the model run once); they explain the targets that there are:)";

/// Between them stand the methods.
inline constexpr char analyzeFooterEnd[] = R"(
  all            all of these but attattr-m20
What a model or a text cannot have is said on standard error, and the rest is computed.

Texts are UTF-8; one that is not is refused, with its first bad byte. Beside the answer stands the probability that
there is none, and that this is more probable where it is.

The file at --output is written whole or not at all. Where the tolerance is not met within --max-points, the exit
status is 0 with a warning, and the estimated error is in the session.

Examples:
  headlight-cli analyze --question "Who wrote it?" --context-file text.txt --output run.headlight
  zcat text.gz | headlight-cli analyze --question "When?" --context-file - --output run.headlight --json | jq .answer
  headlight-cli analyze --model ~/models/bert-squad --preset tutorial --steps 200 --question "Who?" \
      --context "Ada wrote it." --output tutorial.headlight
  headlight-cli analyze --model ~/models/sentiment --text "Not bad at all." --target positive --target negative \
      --output classes.headlight)";

inline constexpr char ablateHelp[] = "Says what becomes of an answer, class, label or word without some of the heads.";

inline constexpr char ablateFooter[] = R"(
Without --heads, each head alone, each layer's heads together and each feed-forward part: a table, sorted by how much
it changes the (last) target. With --heads, all that it names together, before and after.

Heads are LAYER.HEAD from 0, or LAYER.mlp for a layer's feed-forward part, separated by commas; * is every layer or
head: 4.6,5.*,*.3,3.mlp. A kind and a colon before a part hold from there on: 4.6,mean:5.*,2.1.

Kinds, what a part's output becomes:
  zero   0 at every token
  mean   its mean over all tokens of the input, the same at every token
  patch  its output at the same token in the run on the baseline (--baseline)
  all    each of them, one after the other

Targets are the start, the end and, as span, their sum, or what --target says (see analyze --help); a change is the
changed value less the unchanged one, so that a head that speaks for the answer has a negative one. The probability is
that of what was predicted at first. With --json also the gradient by a factor at each head's output, and how alike all
these order the heads (Spearman's rank correlation).

Examples:
  headlight-cli ablate --question "Who wrote it?" --context "Ada wrote it." --heads 4.6,5.* --kind mean
  headlight-cli ablate --question "Who wrote it?" --context "Ada wrote it." --kind all --csv heads.csv
  headlight-cli ablate --model ~/models/sentiment --text "Not bad at all." --json | jq '.ablations[0]')";

inline constexpr char patchHelp[] = "Says what a run's prediction owes to what, by putting parts of another run in.";

inline constexpr char patchFooter[] = R"(
Two texts, alike but for what is of interest; what is not given of the other one is as in the first. The first runs with
one thing at a time as it is in the run of the other: the state behind a layer at one token, or a head's output at all
tokens that both have. Printed is how the lead changes: of the first run's prediction over that of the other, or over
the runner-up where the first text has no such answer; or the target that --target names.

Tokens that have no like in the other text are left out, and counted. Both texts are run by one model.

Examples:
  headlight-cli patch --question "Who wrote it?" --context "Ada wrote it, and Bob read it." \
      --other-context "Bob wrote it, and Ada read it."
  headlight-cli patch --model ~/models/sentiment --text "It was good." --other-text "It was bad." --csv patched.csv)";

inline constexpr char benchHelp[] = "Says which explanation is faithful: what becomes of the prediction as tokens go.";

inline constexpr char benchFooter[] = R"(
Every method orders the tokens by the magnitude of what it gives them. Tokens are removed in that order, the special
ones never, and the probability of what was predicted is read each time:
  comprehensiveness  what it loses without the first 1, 5, 10, 20 and 50 % (their mean; high is good)
  sufficiency        what it loses with these alone (low is good)
  deletion           the area below it as tokens go, the first ones first (low is good)
  insertion          the same as they come (high is good)
A random order is the floor. A method whose order says little, as it is 0 at most tokens, has "no" under ranks.

Methods: conductance of each layer, input (integrated gradients of the words), attention, alpha_f (the norms), rollout,
chefer, alti, globenc, value_zeroing (docs/numbers.md). A session has those that it holds.

With --sanity, the weights are drawn anew from the top (Adebayo et al. 2018): stage 0 is the model, 1 its head, 1 + k
the top k layers too. Printed is Spearman's rank correlation of each method's map with that of the model. A method that
still agrees when the layers it looks at are random shows little of what the model has learnt. Methods that never look
at the head stay at 1 in stage 1.

Removed inputs are unlike all that the model was trained on, and pad and mask disagree: see both. One text says little.

Examples:
  headlight-cli bench --question "Who wrote it?" --context "Ada wrote it, and Bob read it."
  headlight-cli bench --session run.headlight --fill mask --keep-answer --csv faithful.csv)";

inline constexpr char tokenizeHelp[] = "Tokenizes texts as the model does.";

inline constexpr char tokenizeFooter[] = R"(
Reads JSON lines in UTF-8 on standard input, {"text": ...} or {"text": ..., "pair": ...}, and writes one line
{"ids", "tokens", "offsets", "segment_ids"} for each.
Special tokens are included. Offsets are [start, end) in Unicode code points of the text or the pair; [0, 0] for
special tokens. A line that is not such an object ends the command with status 1 and the line's number.

Example:
  echo '{"text": "Who wrote it?", "pair": "Ada wrote it."}' | headlight-cli tokenize)";

inline constexpr char showHelp[] = "Shows what is in a session.";

inline constexpr char showFooter[] = R"(
Lists question, answer, model, options and error, and the tensors' names and shapes.

With --json: one object, the file's headlight.session text with the key "tensors" added (name -> type and shape).

Notes on standard error say what to know before using it: tensors with values that are NaN or infinite, attention and
norms that were rounded to float16, a run that was ended early, no model that could compute more. The status stays 0.

Example:
  headlight-cli show run.headlight --json | jq .answer.text)";

inline constexpr char exportHelp[] =
    "Draws a view of a session as the window draws it, or writes the numbers behind it.";

inline constexpr char exportFooterBegin[] = R"(
What is not given comes from the session's view state: what was on screen when it was saved.

Views                 Numbers (csv: a header with token labels, one row a token; npy: the array alone))";

/// Between them stand the views.
inline constexpr char exportFooterEnd[] = R"(

Measures: attention, start, end (attribution of the heads to a target; also span, contrast, no_answer, class, label,
mask where the session has them), alpha-f, sum-alpha-f, f; of analyze --with: rollout, alti, globenc, value-zeroing,
flow, decompx and alti-rollout, globenc-rollout, value-zeroing-rollout (a map a layer), chefer.TARGET, attattr.TARGET
and attattr-m20.TARGET (such as attattr.start). Layers, heads and tokens are numbered from 0.

Ranges of the colour scale: shared (all panels, full range), panel (each its own), a percentile such as 99.5 (shared,
what lies beyond is marked), or LOW,HIGH; with "log" behind it (--range "99.5 log") on a logarithmic scale.

A figure whose tokens have not all room at --font-size names the answer's and the pinned ones first. Tokens that are
white space or invisible get labels that can be seen; a csv has them as they are. A spreadsheet computes tokens such as
=1+1: for one, give --guard-formulas. Scripts that no font has letters for are named on standard error, as is a --font
that is not installed.
A png, svg or pdf says in its metadata what it is: model and its SHA-256, question, options, version of the program.

--all FOLDER writes a set instead of --output PATH: the contact sheet of all heads, a figure for each layer's heads, and
one for each head, all with one range. The folder is made; one that is there must be empty. Ctrl-C leaves nothing of it.

Examples:
  headlight-cli export run.headlight --view heads --measure start --layer 4 --format pdf --output heads.pdf
  headlight-cli export run.headlight --view heads --layer 4 --head 7 --dpi 300 --width 85 --output head.png
  headlight-cli export run.headlight --view layers --layers 2-5 --width 89 --font-size 6 --caption none --output fig.pdf
  headlight-cli export run.headlight --measure start --format png --dpi 300 --all figures
  headlight-cli export run.headlight --view tokens --format csv --output tokens.csv
  headlight-cli export run.headlight --view distribution --token 14 --output distribution.svg
  headlight-cli export run.headlight --view compare --measure attention --with start --output board.png
  headlight-cli export a.headlight --other b.headlight --view compare --measure start --with start --mode difference \
      --layer 4 --head 6 --output difference.pdf)";

inline constexpr char modelsHelp[] = "Lists the models found on this computer, and why one cannot be used.";

inline constexpr char modelsFooter[] = R"(
Looks at the demo model, the Hugging Face cache (HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME, ~/.cache/huggingface/hub) and
./models. Any other folder that save_pretrained wrote, a file in it, or a cache's folder models--ORG--NAME can be given
to analyze --model. The list says what each model is for; a bare encoder gives attention and norms. Where the names
of the tensors are not today's (gamma and beta, no "bert.", prefixes of training programs or of a class of one's
own), the list says how they are read.)";

} // namespace headlight::cli
