import { abortBulkJob, deleteBulkJob, getBulkJob, getBulkJobs } from './bulk-jobs.js'
import { getDeleted, getUpdated } from './changed-records.js'
import { convertLead } from './convert-lead.js'
import { downloadFile } from './download-file.js'
import { emptyRecycleBin } from './empty-recycle-bin.js'
import { getLimits } from './get-limits.js'
import { getUserInfo } from './get-user-info.js'
import { invokeApex } from './invoke-apex.js'
import { mergeRecords } from './merge-records.js'
import { getOAuthAccessToken, getOAuthAuthorizationUrl, refreshOAuthAccessToken } from './oauth.js'
import type { Procedure } from './procedure.js'
import { submitForApproval } from './submit-for-approval.js'
import { uploadFile } from './upload-file.js'

/** What CALL can run. */
export const PROCEDURES: readonly Procedure[] = [
  abortBulkJob,
  convertLead,
  deleteBulkJob,
  downloadFile,
  emptyRecycleBin,
  getBulkJob,
  getBulkJobs,
  getDeleted,
  getLimits,
  getOAuthAccessToken,
  getOAuthAuthorizationUrl,
  getUpdated,
  getUserInfo,
  invokeApex,
  mergeRecords,
  refreshOAuthAccessToken,
  submitForApproval,
  uploadFile,
]
